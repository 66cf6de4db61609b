package dev.homeport.dcnode.link.simulated;

import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.SiteId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws users' writes and faults, until everything is made well again. */
final class Weather {

    /** What can happen. */
    enum Fault {
        BLOCK_ONE_WAY,
        BLOCK_BOTH_WAYS,
        CUT,
        SLOW,
        LINE_ENDS,
        LINE_DIES,
        SERVER_DIES,
        PULLER_DIES,
        TWO_PULL,
        NODE_FALLS_BEHIND,
        LOG_FAILS,
        LOG_HAS_NO_LEADER,
        NEW_INCARNATION
    }

    private final SimulatedFleet fleet;
    private final World world;
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
    private final Map<SiteId, Long> incarnations = new HashMap<>();
    private boolean isFair;

    Weather(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        write();
        worsen();
    }

    /** How often each fault has happened. */
    Map<Fault, Integer> happened() {
        return happened;
    }

    private SiteId site() {
        return SimulatedFleet.SITES.get(world.chance().nextInt(SimulatedFleet.SITES.size()));
    }

    private SiteId siteBut(SiteId other) {
        var site = site();
        return site.equals(other) ? siteBut(other) : site;
    }

    private void write() {
        if (!isFair) {
            var count = world.chance().nextInt(20) == 0 ? world.between(20, 60) : 1;
            var site = fleet.site(site());
            if (world.chance().nextInt(8) == 0) {
                site.open();
            }
            for (var i = 0L; i < count; i++) {
                site.append(world.chance().nextInt(world.chance().nextInt(8) == 0 ? 4_000 : 200));
            }
            world.inMillis(world.between(1, 400), this::write);
        }
    }

    private void worsen() {
        if (!isFair) {
            var fault = drawn();
            happened.merge(fault, 1, Integer::sum);
            happen(fault, world.between(500, 12_000));
            world.inMillis(world.between(200, 4_000), this::worsen);
        }
    }

    private Fault drawn() {
        var fault = Fault.values()[world.chance().nextInt(Fault.values().length)];
        // It is rare, and what comes before it should have time.
        return fault == Fault.NEW_INCARNATION && world.chance().nextInt(3) > 0 ? drawn() : fault;
    }

    private void happen(Fault fault, long millis) {
        var one = site();
        var other = siteBut(one);
        var there = fleet.road(one, other);
        var back = fleet.road(other, one);
        switch (fault) {
            case BLOCK_ONE_WAY -> {
                there.block();
                world.inMillis(millis, there::open);
            }
            case BLOCK_BOTH_WAYS -> {
                there.block();
                back.block();
                world.inMillis(millis, there::open);
                world.inMillis(millis, back::open);
            }
            case CUT -> {
                fleet.cut(one, other);
                world.inMillis(millis, there::open);
                world.inMillis(millis, back::open);
            }
            case SLOW -> {
                there.limit(world.between(2_000, 50_000));
                world.inMillis(millis, there::open);
            }
            case LINE_ENDS -> aLine().forEach(line -> line.end("reset"));
            case LINE_DIES -> aLine().forEach(SimulatedLine::die);
            case SERVER_DIES -> {
                var name = aNode(one).name();
                fleet.kill(name);
                world.inMillis(millis, () -> fleet.revive(name));
            }
            case PULLER_DIES -> {
                fleet.puller(one).kill();
                world.inMillis(millis / 4, () -> startAgain(one));
            }
            case TWO_PULL -> {
                var first = fleet.puller(one);
                fleet.startPuller(one);
                world.inMillis(millis, first::kill);
            }
            case NODE_FALLS_BEHIND -> {
                var node = aNode(one);
                node.log().freeze();
                world.inMillis(millis, () -> node.log().thaw());
            }
            case LOG_FAILS -> {
                var faults = InMemoryQueue.Fault.values();
                fleet.site(one).log().failWith(faults[world.chance().nextInt(faults.length)]);
                world.inMillis(
                        millis, () -> fleet.site(one).log().failWith(InMemoryQueue.Fault.NONE));
            }
            case LOG_HAS_NO_LEADER -> {
                fleet.site(one).log().lead(2);
                world.inMillis(millis / 2, () -> fleet.site(one).log().lead(1));
            }
            case NEW_INCARNATION -> comeBack(one);
        }
    }

    private List<SimulatedLine> aLine() {
        var lines = fleet.lines();
        return lines.isEmpty()
                ? List.of()
                : List.of(lines.get(world.chance().nextInt(lines.size())));
    }

    private SimulatedSite.Node aNode(SiteId site) {
        return fleet.site(site).nodes().get(world.chance().nextInt(2));
    }

    private void startAgain(SiteId site) {
        if (!fleet.puller(site).isAlive()) {
            fleet.startPuller(site);
        }
    }

    /** A copy of the log is put back, with what it had of each stream, and gets a new number. */
    private void comeBack(SiteId id) {
        fleet.everyPuller().stream()
                .filter(puller -> puller.site().id().equals(id))
                .forEach(SimulatedPuller::kill);
        fleet.site(id).nodes().forEach(node -> node.log().thaw());
        var last = fleet.site(id).log().lastPosition();
        var kept = fleet.site(id).endsUpTo(world.between(Math.max(0, last - 120), last));
        fleet.site(id).comeBack(incarnations.merge(id, 2L, (old, _) -> old + 1), kept);
        fleet.endLinesOf(id);
        startAgain(id);
    }

    /** Nothing bad happens any more, and all that did is over. */
    void clear() {
        isFair = true;
        fleet.roads().forEach(Road::open);
        for (var id : SimulatedFleet.SITES) {
            var site = fleet.site(id);
            site.nodes()
                    .forEach(node -> {
                        node.log().thaw();
                        fleet.revive(node.name());
                    });
            site.log().failWith(InMemoryQueue.Fault.NONE);
            site.log().lead(1);
            startAgain(id);
        }
    }
}
