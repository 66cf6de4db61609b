package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.view.Reseed;
import dev.homeport.simulation.engine.World;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes a site's log into its view, and has delivered what waits in shards at home there. */
final class ModelApplier {

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int SWEEP_LIMIT = 1_000;

    private final MoveFleet fleet;
    private final ModelSite site;
    private final World world;
    private Reseed reseed;
    private long flags;
    private ShardSet told = ShardSet.none();
    private long sweptAtNanos;
    private long stalledUntilNanos;

    ModelApplier(MoveFleet fleet, ModelSite site) {
        this.fleet = fleet;
        this.site = site;
        this.world = fleet.world();
        this.reseed = newReseed();
        begin();
    }

    private Reseed newReseed() {
        return new Reseed(site.queue(), site.queue().format(), site.view().rebuilding());
    }

    /** The process begins anew: what was applied before may never have been told. */
    void begin() {
        reseed = newReseed();
        told = ShardSet.none();
        sweptAtNanos = Long.MIN_VALUE / 2;
    }

    /** The database cannot be reached for a while. */
    void stall(long nanos) {
        world.record(site.id() + " has no database for a while");
        stalledUntilNanos = Math.max(stalledUntilNanos, world.nowNanos() + nanos);
    }

    boolean isStalled() {
        return world.nowNanos() < stalledUntilNanos;
    }

    void mend() {
        stalledUntilNanos = 0;
    }

    /** Applies what is there, at most so much as fits into a transaction. */
    void step() {
        if (isStalled()) {
            return;
        }
        sweep();
        if (fleet.settings().losesSites()) {
            rebuild();
        }
        var from = site.view().position() + 1;
        var to = Math.min(site.log().last(), from + world.random().nextInt(80));
        if (from > to) {
            return;
        }
        var batch = new ArrayList<Stored>();
        for (var position = from; position <= to; position++) {
            var next = site.log().at(position);
            if (!batch.isEmpty() && beginsBatch(next)) {
                apply(batch);
                batch.clear();
            }
            batch.add(next);
        }
        apply(batch);
    }

    /** An opening that may leave something out finds all in the view that it continues. */
    private boolean beginsBatch(Stored next) {
        return fleet.settings().losesSites()
                && next.isEffective()
                && ModelLog.opening(next.entry()).isPresent();
    }

    private void rebuild() {
        try {
            var step = reseed.step(site.view().position());
            if (!step.rebuilt().isEmpty()) {
                fleet.coverage().count(MoveCoverage.Count.REBUILT_VIEWS);
                world.record(site.id() + " has built shards again");
                site.delivery().olderMayWait();
                sweepWhole();
            }
        } catch (UnreadableEntryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(List<Stored> batch) {
        var applied = site.view().apply(batch);
        fleet.invariants().applied(site, applied.change());
        tell(applied.change().undelivered(), applied.homesChanged());
        if (applied.homesChanged()) {
            reseed.homesChanged();
            site.keep();
        }
        if (site.view().rebuilding().flags() != flags) {
            flags = site.view().rebuilding().flags();
            reseed.wanted();
        }
    }

    private void tell(List<Undelivered> undelivered, boolean homesChanged) {
        var known = undelivered.stream().filter(m -> told.contains(m.recipient().shard())).toList();
        if (!known.isEmpty()) {
            site.delivery().offer(known);
        }
        if (homesChanged) {
            site.delivery().homesChanged();
            sweepWhole();
        }
    }

    private void sweep() {
        if (world.nowNanos() - sweptAtNanos < SWEEP_NANOS) {
            return;
        }
        var here = site.openHere();
        if (told.containsAll(here)) {
            offerAgain(here);
        } else {
            sweepWhole();
        }
    }

    private void sweepWhole() {
        var here = site.openHere();
        offerAgain(here);
        told = here;
    }

    private void offerAgain(ShardSet here) {
        sweptAtNanos = world.nowNanos();
        var waiting = site.view().undelivered(here, SWEEP_LIMIT);
        if (!waiting.isEmpty()) {
            site.delivery().offerAgain(waiting);
        }
    }
}
