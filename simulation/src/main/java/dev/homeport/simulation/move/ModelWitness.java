package dev.homeport.simulation.move;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The product's {@link Witness} on a machine whose disk lasts; what harms it is another scenario.
 */
final class ModelWitness {

    private static final long HEADROOM = 100_000;

    private final MoveFleet fleet;
    private final int place;
    private final SiteId site;
    private final Machine machine;
    private WitnessState disk;
    private Witness witness;

    ModelWitness(MoveFleet fleet, int place, RoutingTable first) {
        this.fleet = fleet;
        this.place = place;
        this.site = MoveSettings.sites().get(place);
        this.machine = fleet.newMachine("witness " + site);
        this.disk = WitnessState.genesis(first);
        this.witness = load();
    }

    private Witness load() {
        Set<SiteId> others =
                MoveSettings.sites().stream()
                        .filter(other -> !other.equals(site))
                        .collect(Collectors.toSet());
        return new Witness(
                site, others, disk, machine.boot() << 32, HEADROOM, fleet.settings().leaseRules());
    }

    int place() {
        return place;
    }

    void boot() {
        step(new WitnessInput.Started());
    }

    /** Ends the process and starts it again from its disk after a while. */
    void restart(long afterNanos) {
        if (!machine.isUp()) {
            return;
        }
        machine.crash();
        fleet.world().after(afterNanos, this::start);
    }

    /** Starts the process from its disk, unless it is there. */
    void start() {
        if (!machine.isUp()) {
            machine.start();
            witness = load();
            boot();
        }
    }

    Machine machine() {
        return machine;
    }

    /** The newest table on its disk. */
    long tableVersion() {
        var table = disk.table();
        return table == null ? 0 : table.version();
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
                case WitnessEffect.Persist(var state) -> disk = state;
                case WitnessEffect.Answer(var answer) -> {
                    var to = fleet.site(answer.holder().site());
                    fleet.network().send(place, to.place(), () -> to.answered(answer));
                }
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
                case WitnessEffect.Warn(var warning) -> fleet.world().record("warning: " + warning);
            }
        }
    }
}
