package dev.homeport.simulation.move;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.simulation.engine.MachineClock;
import dev.homeport.simulation.engine.Network;
import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** All sites, witnesses, clients and operators of one run, and the network between them. */
final class MoveFleet {

    private static final double MOST_DRIFT = 0.0115;
    private static final Instant BEGAN = Instant.ofEpochSecond(1_795_600_000);

    private final MoveSettings settings;
    private final World world;
    private final Network network;
    private final MoveCoverage coverage = new MoveCoverage();
    private final SiteStandings reports;
    private final List<ModelSite> sites = new ArrayList<>();
    private final List<ModelWitness> witnesses = new ArrayList<>();
    private final List<ModelClient> clients = new ArrayList<>();
    private final List<ModelReplica> replicas = new ArrayList<>();
    private final SiteLosses losses;
    private final ModelControl control;
    private final MoveInvariants invariants;
    private boolean begun;
    private boolean quiet;

    MoveFleet(MoveSettings settings, World world) {
        this.settings = settings;
        this.world = world;
        this.reports = new SiteStandings(settings);
        var names = MoveSettings.sites();
        this.network = new Network(world, names.size());
        this.invariants = new MoveInvariants(this);
        this.control = new ModelControl(this, world.random().nextLong(1_500, 9_000));
        var first = control.table();
        for (var place = 0; place < names.size(); place++) {
            sites.add(new ModelSite(this, place, first));
            witnesses.add(new ModelWitness(this, place, first));
        }
        MoveSettings.accounts()
                .forEach(account ->
                        clients.add(
                                new ModelClient(
                                        this,
                                        account,
                                        names.indexOf(first.homeOf(account.shard())))));
        this.losses = new SiteLosses(this);
        if (settings.losesSites()) {
            IntStream.range(0, names.size())
                    .forEach(place -> replicas.add(new ModelReplica(this, place)));
        }
    }

    MoveSettings settings() {
        return settings;
    }

    World world() {
        return world;
    }

    Network network() {
        return network;
    }

    MoveCoverage coverage() {
        return coverage;
    }

    SiteStandings reports() {
        return reports;
    }

    ModelControl control() {
        return control;
    }

    /** Those who look after sites, where whole sites are lost. */
    List<ModelReplica> replicas() {
        return replicas;
    }

    SiteLosses losses() {
        return losses;
    }

    /** How the sites are doing, as the leader of the control plane knows. */
    FleetHealth health() {
        return replicas.get(control.leader()).health();
    }

    /** Where the control plane can be led: what nobody reaches has no majority. */
    List<Integer> seats() {
        return IntStream.range(0, sites.size())
                .filter(place -> replicas.isEmpty() || hasMajority(place))
                .boxed()
                .toList();
    }

    private boolean hasMajority(int place) {
        return replicas.get(place).isRunning()
                && IntStream.range(0, sites.size())
                                .filter(other -> replicas.get(other).isRunning())
                                .filter(other -> network.connects(place, other))
                                .count()
                        > sites.size() / 2;
    }

    MoveInvariants invariants() {
        return invariants;
    }

    List<ModelSite> sites() {
        return sites;
    }

    ModelSite site(SiteId id) {
        return sites.get(MoveSettings.sites().indexOf(id));
    }

    List<ModelWitness> witnesses() {
        return witnesses;
    }

    ModelWitness witness(SiteId id) {
        return witnesses.get(MoveSettings.sites().indexOf(id));
    }

    List<ModelClient> clients() {
        return clients;
    }

    /** Whether everything goes on already; before that there is nobody to tell anything. */
    boolean isBegun() {
        return begun;
    }

    /** Whether nobody wants anything new any more. */
    boolean isQuiet() {
        return quiet;
    }

    Instant wallClock() {
        return BEGAN.plusNanos(world.nowNanos());
    }

    /** The wall clock, in milliseconds since 1970 UTC. */
    long millis() {
        return wallClock().toEpochMilli();
    }

    Machine newMachine(String name) {
        var drift = world.random().nextDouble(-MOST_DRIFT, MOST_DRIFT);
        return new Machine(world, name, new MachineClock(world, drift, 0));
    }

    /** Begins what goes on all the time. */
    void begin() {
        begun = true;
        witnesses.forEach(ModelWitness::boot);
        for (var site : sites) {
            site.leadSoon();
            world.every(60, 140, site::tick);
            world.every(15, 60, () -> site.machine().deliver(() -> site.applier().step()));
            world.every(30, 110, () -> site.machine().deliver(() -> site.links().pull()));
        }
        witnesses.forEach(witness -> world.every(150, 350, witness::tick));
        for (var client : clients) {
            world.every(250, 1_200, client::send);
            world.every(300, 1_500, client::sync);
        }
        world.every(200, 300, control::watch);
        world.every(400, 1_500, () -> control.publish(0.4));
        if (settings.losesSites()) {
            beginLosses();
            return;
        }
        for (var name : List.of("ada", "bo")) {
            var operator = new Operator(this, name);
            world.every(600, 3_500, operator::act);
        }
    }

    private void beginLosses() {
        for (var site : sites) {
            world.every(40, 140, () -> site.machine().deliver(() -> site.adoption().step()));
        }
        replicas.forEach(replica -> world.every(950, 1_050, replica::look));
        var operator = new Operator(this, "ada");
        world.every(2_000, 9_000, operator::act);
        new Rescuer(this).begin();
        losses.begin();
    }

    /** Nothing goes wrong any more and nobody wants anything new. */
    void rest() {
        quiet = true;
        network.heal();
        for (var from = 0; from < sites.size(); from++) {
            for (var to = 0; to < sites.size(); to++) {
                network.lose(from, to, 0);
                network.slow(from, to, 20);
            }
        }
        losses.end();
        for (var site : sites) {
            site.restart();
            site.applier().mend();
        }
        world.record("everything heals at " + TimeUnit.NANOSECONDS.toSeconds(world.nowNanos()));
    }
}
