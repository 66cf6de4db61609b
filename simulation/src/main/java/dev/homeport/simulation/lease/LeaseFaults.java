package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes wrong in a run, and what operators do meanwhile. Each run draws which kinds of trouble
 * it is made of, so that rare combinations come up in some run instead of in none.
 *
 * <p>Kept outside, as the protocol's promise has it: two stores lost or rolled back within the time
 * of the longest lease; a store rolled back by less than others have heard of; a rolled-back
 * witness that reaches no majority of the others; a wall clock that is set back on a machine that
 * is also suspended.
 */
final class LeaseFaults {

    private enum Kind {
        LEADER_CHANGE(6),
        ISOLATION(4),
        ONE_WAY_CUT(4),
        NODE_CRASH(2),
        SITE_CRASH(1),
        PAUSE(3),
        SUSPENSION(2),
        WALL_JUMP(1),
        WITNESS_RESTART(3),
        WITNESS_ROLLBACK(2),
        WITNESS_LOSS(2),
        MOVE(5),
        TAKEOVER(5),
        FENCE(2),
        TTL_CHANGE(4);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private final SimulatedFleet fleet;
    private final World world;
    private final List<Kind> kinds;
    private final boolean wallGoesBack;
    private final boolean longLeases;
    private final WitnessFaults witnesses;

    LeaseFaults(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.witnesses = new WitnessFaults(fleet, this::takeOver);
        this.wallGoesBack = world.chance(0.3);
        this.longLeases = world.chance(0.5);
        this.kinds =
                List.of(Kind.values()).stream()
                        .filter(kind -> kind != Kind.SUSPENSION || !wallGoesBack)
                        .filter(kind -> world.chance(0.55) || kind == Kind.TAKEOVER)
                        .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight))
                        .toList();
    }

    void begin() {
        // Some leases only come to their end where not much else happens meanwhile.
        var slowest =
                world.chance(0.7)
                        ? world.random().nextLong(1_000, 5_000)
                        : world.random().nextLong(5_000, 20_000);
        world.every(200, slowest, () -> happen(world.pick(kinds)));
    }

    private void happen(Kind kind) {
        switch (kind) {
            case LEADER_CHANGE -> {
                var site = world.pick(fleet.sites());
                site.elect();
                if (world.chance(0.15)) {
                    takeOver(site);
                }
            }
            case ISOLATION -> isolate();
            case ONE_WAY_CUT -> cutOneWay();
            case NODE_CRASH -> crash(world.pick(world.pick(fleet.sites()).nodes()), 20_000);
            case SITE_CRASH ->
                    world.pick(fleet.sites()).nodes().forEach(node -> crash(node, 30_000));
            case PAUSE -> node().machine().stop(world.between(50, 30_000), false);
            case SUSPENSION -> node().machine().stop(world.between(50, 30_000), true);
            case WALL_JUMP -> {
                var nanos = world.between(1, 60_000);
                node().machine().clock().jumpWall(wallGoesBack ? -nanos : nanos);
            }
            case WITNESS_RESTART -> witnesses.restart();
            case WITNESS_ROLLBACK -> witnesses.rollBack();
            case WITNESS_LOSS -> witnesses.lose();
            case MOVE -> fleet.author().move(group(), site());
            case TAKEOVER -> takeOver(world.pick(fleet.sites()));
            case FENCE -> fence();
            case TTL_CHANGE -> changeTtl(world.pick(fleet.sites()));
        }
    }

    private int group() {
        return world.random().nextInt(Settings.GROUPS);
    }

    private SiteId site() {
        return world.pick(fleet.siteIds());
    }

    private SimulatedNode node() {
        var site = world.pick(fleet.sites());
        return site.leader().filter(_ -> world.chance(0.7)).orElse(world.pick(site.nodes()));
    }

    /** Mostly short; sometimes longer than the longest lease, so that whatever waits may end. */
    private long outage() {
        return world.chance(0.75) ? world.between(300, 7_000) : world.between(7_000, 50_000);
    }

    private void isolate() {
        if (!witnesses.areFragile()) {
            var mend = fleet.network().isolate(world.random().nextInt(fleet.sites().size()));
            world.after(outage(), mend);
        }
    }

    private void cutOneWay() {
        var from = world.random().nextInt(fleet.sites().size());
        var to = world.random().nextInt(fleet.sites().size());
        if (!witnesses.areFragile() && from != to) {
            world.after(outage(), fleet.network().cut(from, to));
        }
    }

    private void crash(SimulatedNode node, long mostMillis) {
        if (!node.machine().isUp()) {
            return;
        }
        node.crash();
        siteOf(node).crashed(node);
        world.after(
                world.between(10, mostMillis),
                () -> {
                    if (!node.machine().isUp()) {
                        node.restart();
                    }
                });
    }

    private SimulatedSite siteOf(SimulatedNode node) {
        return fleet.sites().stream()
                .filter(s -> s.nodes().contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** Short and long in turn; sometimes as a leader takes office, or just before it is lost. */
    private void changeTtl(SimulatedSite site) {
        var longest = longLeases ? 60_000 : 8_000;
        var ttlMillis =
                world.chance(0.5)
                        ? world.random().nextLong(800, 3_000)
                        : world.random().nextLong(longest / 2, longest);
        if (world.chance(0.3)) {
            site.elect();
        }
        world.after(world.between(0, 300), () -> fleet.author().changeTtl(site.id(), ttlMillis));
        if (world.chance(0.3)) {
            world.after(world.between(500, 6_000), () -> takeOver(site));
        }
    }

    private void takeOver(SimulatedSite lost) {
        if (world.chance(0.6) && !witnesses.areFragile()) {
            // Mostly the lost site really cannot be reached; sometimes the observers were wrong.
            var leaseMillis = fleet.author().newest().leases().ttlMillis(lost.id());
            var away =
                    world.chance(0.5)
                            ? world.between(leaseMillis, leaseMillis + leaseMillis / 4 + 3_000)
                            : outage();
            world.after(away, fleet.network().isolate(lost.place()));
        }
        world.after(
                world.between(0, 4_000),
                () -> {
                    var target = site();
                    if (!target.equals(lost.id())) {
                        fleet.author().takeOver(lost.id(), target);
                    }
                });
    }

    /** An operator cuts a site's power and attests it; it stays off until a majority knows. */
    private void fence() {
        var lost = world.pick(fleet.sites());
        if (lost.nodes().stream().anyMatch(node -> !node.machine().isUp())) {
            return;
        }
        fleet.coverage().fenced();
        lost.nodes().forEach(SimulatedNode::crash);
        lost.nodes().forEach(lost::crashed);
        fleet.author().fence(new SiteLog(lost.id(), 1));
        var version = fleet.author().newest().version();
        var target = site();
        if (!target.equals(lost.id())) {
            fleet.author().takeOver(lost.id(), target);
        }
        powerOnWhenKnown(lost, version);
    }

    private void powerOnWhenKnown(SimulatedSite lost, long version) {
        world.after(
                world.between(100, 1_500),
                () -> {
                    var knowing =
                            fleet.witnesses().stream()
                                    .filter(w -> knows(w.disk(), version))
                                    .count();
                    if (knowing >= fleet.author().newest().witnessMajority()) {
                        lost.nodes().forEach(SimulatedNode::restart);
                    } else {
                        powerOnWhenKnown(lost, version);
                    }
                });
    }

    private static boolean knows(WitnessState disk, long version) {
        var table = disk.table();
        return table != null && table.version() >= version;
    }
}
