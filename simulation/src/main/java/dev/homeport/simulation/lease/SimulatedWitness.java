package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A witness on a machine with a disk. The protocol is the product's own {@link Witness}. */
final class SimulatedWitness {

    /** More old copies than that are thinned out; the newest and some far older ones stay. */
    private static final int COPIES_KEPT = 300;

    /** What was on the disk once, and how many writes ago, told by true order. */
    record Copy(WitnessState state, long order) {}

    private final SimulatedFleet fleet;
    private final int place;
    private final SiteId site;
    private final Machine machine;
    private final List<Copy> copies = new ArrayList<>();
    private final Map<StoreNumber, Long> orders = new HashMap<>();
    private long writes;
    private WitnessState disk;
    private Witness witness;

    SimulatedWitness(SimulatedFleet fleet, int place, SiteId site, RoutingTable first) {
        this.fleet = fleet;
        this.place = place;
        this.site = site;
        this.machine = fleet.newMachine("witness " + site, Conditions.Role.WITNESS);
        this.disk = WitnessState.genesis(first);
        this.witness = load();
    }

    Machine machine() {
        return machine;
    }

    SiteId site() {
        return site;
    }

    int place() {
        return place;
    }

    WitnessState disk() {
        return disk;
    }

    boolean isGranting() {
        return machine.isUp() && witness.isGranting();
    }

    private Witness load() {
        Set<SiteId> others =
                fleet.siteIds().stream().filter(s -> !s.equals(site)).collect(Collectors.toSet());
        var firstRound = machine.boot() << 32;
        return new Witness(
                site, others, disk, firstRound, fleet.headroom(), fleet.settings().rules());
    }

    void boot() {
        step(new WitnessInput.Started());
    }

    void crash() {
        machine.crash();
    }

    /** Starts again from what is on the disk. */
    void restart() {
        machine.start();
        witness = load();
        boot();
    }

    /** Starts again from an older copy of the disk. */
    void restartFrom(WitnessState copy) {
        fleet.world().record(machine.name() + " is put back from " + copy.number());
        disk = copy;
        restart();
    }

    /** What is on the disk now. */
    Copy newestCopy() {
        return new Copy(disk, writes);
    }

    /** After how many writes the disk held a number for the last time. */
    long orderOf(StoreNumber number) {
        return orders.getOrDefault(number, 0L);
    }

    /** What was on the disk before it held a number for the last time, oldest first. */
    List<WitnessState> copiesBefore(StoreNumber number) {
        var order = orderOf(number);
        return copies.stream()
                .filter(copy -> copy.order() < order)
                .map(Copy::state)
                .filter(state -> state.standing() == WitnessState.Standing.MEMBER)
                .toList();
    }

    void asked(LeaseAsk ask) {
        machine.deliver(() -> step(new WitnessInput.Asked(ask)));
    }

    void offered(RoutingTable table) {
        machine.deliver(() -> step(new WitnessInput.TableOffered(table)));
    }

    void tick() {
        machine.deliver(() -> step(new WitnessInput.Tick()));
    }

    private void step(WitnessInput input) {
        for (var effect : witness.step(input, machine.clock().read())) {
            switch (effect) {
                case WitnessEffect.Persist(var state) -> write(state);
                case WitnessEffect.Answer(var answer) ->
                        fleet.answer(place, answer.holder(), answer);
                case WitnessEffect.AnswerMark _ ->
                        throw new IllegalStateException("no coordinator is simulated here");
                case WitnessEffect.Tell(var to, var message) -> {
                    var other = fleet.witness(to);
                    fleet.network()
                            .send(
                                    place,
                                    other.place,
                                    () ->
                                            other.machine.deliver(() ->
                                                    other.step(
                                                            new WitnessInput.PeerSaid(
                                                                    site, message))));
                }
                case WitnessEffect.Warn(var warning) -> {
                    fleet.world().record("warning: " + warning);
                    fleet.coverage().warned();
                }
            }
        }
        fleet.invariants().checkBounds();
    }

    private void write(WitnessState state) {
        disk = state;
        writes++;
        orders.put(state.number(), writes);
        copies.add(new Copy(state, writes));
        if (copies.size() > COPIES_KEPT) {
            for (var i = COPIES_KEPT / 2; i > 0; i -= 2) {
                copies.remove(i);
            }
        }
    }
}
