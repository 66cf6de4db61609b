package dev.homeport.simulation.move;

import dev.homeport.simulation.engine.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong in a run while homes move. Each run draws which kinds of trouble it is made of,
 * so that rare combinations come up in some run instead of in none.
 */
final class MoveTroubles {

    private enum Kind {
        ISOLATION(3),
        ONE_WAY_CUT(4),
        SLOW_LINK(5),
        SITE_CRASH(4),
        PAUSE(2),
        STALLED_VIEW(4),
        CONTROL_DEATH(3),
        WITNESS_RESTART(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private final MoveFleet fleet;
    private final World world;
    private final List<Kind> kinds = new ArrayList<>();

    MoveTroubles(MoveFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        for (var kind : Kind.values()) {
            // Where whole sites are lost as well, less of the rest leaves something to see.
            if (world.chance(fleet.settings().losesSites() ? 0.3 : 0.6)) {
                for (var i = 0; i < kind.weight; i++) {
                    kinds.add(kind);
                }
            }
        }
    }

    void begin() {
        for (var from = 0; from < fleet.sites().size(); from++) {
            for (var to = 0; to < fleet.sites().size(); to++) {
                if (from != to && world.chance(0.4)) {
                    fleet.network().slow(from, to, world.random().nextLong(10, 400));
                }
            }
        }
        if (!kinds.isEmpty()) {
            var pause = world.random().nextLong(400, 4_000);
            world.every(pause / 2, pause * 2, this::happen);
        }
    }

    private void happen() {
        if (fleet.isQuiet()) {
            return;
        }
        var site = world.pick(fleet.sites());
        var other = world.pick(fleet.sites());
        switch (world.pick(kinds)) {
            case ISOLATION -> {
                var mend = fleet.network().isolate(site.place());
                world.after(duration(), mend);
            }
            case ONE_WAY_CUT -> {
                if (site != other) {
                    var mend = fleet.network().cut(site.place(), other.place());
                    world.after(duration(), mend);
                }
            }
            case SLOW_LINK -> {
                var millis = world.chance(0.2) ? 3_000 : 400;
                fleet.network()
                        .slow(site.place(), other.place(), world.random().nextLong(5, millis));
            }
            case SITE_CRASH -> {
                fleet.coverage().count(MoveCoverage.Count.SITE_CRASHES);
                site.crash();
                world.after(duration(), site::restart);
            }
            case PAUSE -> site.machine().stop(duration(), world.chance(0.2));
            case STALLED_VIEW -> site.applier().stall(duration());
            case CONTROL_DEATH -> fleet.control().loseLeader("");
            case WITNESS_RESTART -> world.pick(fleet.witnesses()).restart(world.between(50, 3_000));
        }
    }

    private long duration() {
        return world.chance(0.15) ? world.between(4_000, 15_000) : world.between(50, 4_000);
    }
}
