package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.simulation.engine.MachineClock;
import dev.homeport.simulation.engine.Network;
import dev.homeport.simulation.engine.World;
import dev.homeport.simulation.lease.SiteLogModel.Content;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;

/** All sites and witnesses of one run, their clients, and the network between them. */
final class SimulatedFleet {

    private static final long MOST_WALL_ERROR_MILLIS = 600_000;

    private final Settings settings;
    private final World world;
    private final Conditions conditions;
    private final Network network;
    private final long headroom;
    private final List<SiteId> siteIds;
    private final List<SimulatedSite> sites = new ArrayList<>();
    private final List<SimulatedWitness> witnesses = new ArrayList<>();
    private final TableAuthor author;
    private final LeaseInvariants invariants;
    private final Coverage coverage = new Coverage();

    SimulatedFleet(Settings settings, World world) {
        this.settings = settings;
        this.world = world;
        this.conditions = new Conditions(settings.focus(), world);
        this.siteIds = Settings.sites(conditions.sites());
        this.headroom = conditions.headroom();
        this.network = new Network(world, siteIds.size());
        conditions.bend(network);
        var first = TableAuthor.first(siteIds, conditions.firstTtlMillis());
        this.author = new TableAuthor(this, first);
        this.invariants = new LeaseInvariants(this);
        for (var place = 0; place < siteIds.size(); place++) {
            sites.add(new SimulatedSite(this, place, siteIds.get(place), first));
            witnesses.add(new SimulatedWitness(this, place, siteIds.get(place), first));
        }
        sites.forEach(site -> site.connect(sites));
    }

    Settings settings() {
        return settings;
    }

    /** How many entries past its floor a site may acknowledge under one grant. */
    long headroom() {
        return headroom;
    }

    Conditions conditions() {
        return conditions;
    }

    World world() {
        return world;
    }

    Network network() {
        return network;
    }

    TableAuthor author() {
        return author;
    }

    LeaseInvariants invariants() {
        return invariants;
    }

    Coverage coverage() {
        return coverage;
    }

    List<SiteId> siteIds() {
        return siteIds;
    }

    List<SimulatedSite> sites() {
        return sites;
    }

    List<SimulatedWitness> witnesses() {
        return witnesses;
    }

    SimulatedSite site(SiteId id) {
        return sites.get(siteIds.indexOf(id));
    }

    SimulatedWitness witness(SiteId id) {
        return witnesses.get(siteIds.indexOf(id));
    }

    Machine newMachine(String name, Conditions.Role role) {
        var drift = conditions.drift(role);
        var wallError =
                world.between(0, 2 * MOST_WALL_ERROR_MILLIS) - MOST_WALL_ERROR_MILLIS * 1_000_000;
        return new Machine(world, name, new MachineClock(world, drift, wallError));
    }

    /** Begins what goes on all the time: timers, links, clients. */
    void begin() {
        witnesses.forEach(SimulatedWitness::boot);
        sites.forEach(site -> world.every(60, 160, site::tick));
        witnesses.forEach(witness -> world.every(150, 350, witness::tick));
        sites.forEach(to -> world.every(150, 900, () -> pull(to)));
        world.every(15, 60, this::write);
        world.every(100, 300, this::read);
        world.every(1_000, 4_000, () -> publish(0.3));
    }

    void answer(int fromPlace, HolderId holder, LeaseAnswer answer) {
        var site = site(holder.site());
        var node = site.nodes().get(holder.node() - 1);
        network.send(fromPlace, site.place(), () -> node.answered(answer));
    }

    /** Hands the newest table to some of those who need one. */
    void publish(double probability) {
        var table = author.newest();
        var from = world.random().nextInt(sites.size());
        for (var site : sites) {
            for (var node : site.nodes()) {
                if (world.chance(probability)) {
                    network.send(from, site.place(), () -> node.learn(table));
                }
            }
        }
        for (var witness : witnesses) {
            if (world.chance(probability)) {
                network.send(from, witness.place(), () -> witness.offered(table));
            }
        }
    }

    private void pull(SimulatedSite to) {
        var from = world.pick(sites);
        if (from != to) {
            network.send(
                    to.place(),
                    from.place(),
                    () -> {
                        var ends = from.ends();
                        network.send(from.place(), to.place(), () -> to.receive(ends));
                    });
        }
    }

    private void write() {
        var site = world.pick(sites);
        var node = site.leader().filter(_ -> world.chance(0.9)).orElse(world.pick(site.nodes()));
        var group = world.random().nextInt(Settings.GROUPS);
        var shard = Settings.shard(group);
        var epoch = site.log().ledger().openEpoch(shard);
        if (!node.machine().isRunning() || epoch.equals(Epoch.NONE)) {
            return;
        }
        // What waits in a queue of the node carries the epoch of the moment in which it came.
        var queued = world.chance(0.1) ? world.between(0, 800) : 0;
        world.after(queued, () -> write(site, node, group, epoch));
    }

    private void write(SimulatedSite site, SimulatedNode node, int group, Epoch epoch) {
        var shard = Settings.shard(group);
        var promised =
                !settings.rules().hold(LeaseRule.CHECK_AFTER_COMMIT)
                        && node.mayAcknowledge(shard, epoch, 0);
        site.propose(
                node,
                new Content.Write(shard, epoch),
                committed -> {
                    if (!committed.effective()) {
                        return;
                    }
                    if (promised || node.mayAcknowledge(shard, epoch, committed.offset())) {
                        invariants.acknowledged(site, group, epoch, committed.offset());
                    } else {
                        coverage.withheld();
                    }
                });
    }

    /** A home read: the barrier shows that the node leads, the lease that the site is home. */
    private void read() {
        var site = world.pick(sites);
        var group = world.random().nextInt(Settings.GROUPS);
        var asked = invariants.newestAcknowledgedEpoch(group);
        site.leader()
                .filter(node -> node.machine().isRunning())
                .ifPresent(node -> askRead(site, node, group, asked));
    }

    private void askRead(SimulatedSite site, SimulatedNode node, int group, long newestWhenAsked) {
        var shard = Settings.shard(group);
        var boot = node.machine().boot();
        world.after(
                world.between(1, 30),
                () -> {
                    var epoch = site.log().ledger().openEpoch(shard);
                    var passed = site.leader().filter(leader -> leader == node).isPresent();
                    if (passed && epoch.isAfter(Epoch.NONE) && node.machine().boot() == boot) {
                        node.machine()
                                .deliver(() -> answer(site, node, group, epoch, newestWhenAsked));
                    }
                });
    }

    private void answer(
            SimulatedSite site, SimulatedNode node, int group, Epoch epoch, long newestWhenAsked) {
        if (node.holdsLease(Settings.shard(group), epoch)
                || !settings.rules().hold(LeaseRule.READ_CHECKS_LEASE)) {
            invariants.answered(site, group, epoch, newestWhenAsked);
        }
    }
}
