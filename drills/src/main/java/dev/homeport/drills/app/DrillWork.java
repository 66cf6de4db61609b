package dev.homeport.drills.app;

import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.fleet.FleetChanges;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.change.ChangeRecord;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.DrillPhase.Work;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes and undoes what a drill changes, each recorded before it is made. For one thread. */
final class DrillWork {

    private final DrillOrder order;
    private final DrilledFleet fleet;
    private final FleetChanges changes;
    private final ChangeRecord record;
    private final Measuring measuring;
    private final Consumer<String> log;

    private @Nullable SiteId heir;

    DrillWork(
            DrillOrder order,
            DrilledFleet fleet,
            FleetChanges changes,
            ChangeRecord record,
            Measuring measuring,
            Consumer<String> log) {
        this.order = order;
        this.fleet = fleet;
        this.changes = changes;
        this.record = record;
        this.measuring = measuring;
        this.log = log;
    }

    /**
     * Makes changes.
     *
     * @throws ChangeFailedException if one could not be made
     * @throws IOException if one could not be recorded, and was not made
     */
    void make(List<Change> wanted) throws ChangeFailedException, IOException, InterruptedException {
        measuring.before();
        for (var change : wanted) {
            log.accept("making " + change);
            record.beforeMaking(change);
            aboutToMake(change);
            changes.make(change);
            if (change instanceof Change.Paused(var site)) {
                measuring.standsStill(fleet.shortestRoundTripNanos(site));
            }
        }
    }

    /** A site is lost from the first process that dies, not from the last one on. */
    private void aboutToMake(Change change) {
        switch (change) {
            case Change.Lost(var site) -> measuring.lost(site);
            case Change.Cut(var from, _, _) -> measuring.lost(from);
            case Change.Held _,
                    Change.Moved _,
                    Change.Paused _,
                    Change.PolicyChanged _,
                    Change.TakenOver _ -> {}
        }
    }

    /** Undoes everything that stands. */
    void undoAll() throws ChangeFailedException, IOException, InterruptedException {
        measuring.goesOn();
        undoing().all(DrillMain.RESTORING);
    }

    /** Undoes some of what stands. */
    void undo(List<Change> some) throws ChangeFailedException, IOException, InterruptedException {
        undoing().those(some::contains, DrillMain.RESTORING);
    }

    private Undoing undoing() {
        return new Undoing(changes, record, log);
    }

    /** Does something to the site that has taken the homes of the drill's site over. */
    void ofHeir(Work.Step step) throws ChangeFailedException, IOException, InterruptedException {
        var site = heir();
        switch (step) {
            case ARM -> make(List.of(Course.policy(site, fleet), Course.takeover(site)));
            case LOSE -> make(List.of(new Change.Lost(site)));
            case RETURN -> undo(List.of(new Change.Lost(site)));
        }
    }

    private SiteId heir() throws ChangeFailedException, InterruptedException {
        if (heir == null) {
            heir = heirOf(order.site().orElseThrow());
        }
        return heir;
    }

    private SiteId heirOf(SiteId site) throws ChangeFailedException, InterruptedException {
        return measuring
                .heir(site)
                .orElseThrow(() ->
                        new ChangeFailedException(
                                "nobody says who has taken over the homes of " + site, false));
    }

    /** Counts what the lost sites had acknowledged, and their heir has not. */
    void countStranded() throws ChangeFailedException, InterruptedException {
        var first = order.site().orElseThrow();
        Set<SiteId> lost = new LinkedHashSet<>(Set.of(first));
        var home = heirOf(first);
        if (home.equals(heir)) {
            // It is lost too, and somebody has taken its homes over.
            lost.add(home);
            home = heirOf(home);
        }
        measuring.countStranded(lost, home);
    }
}
