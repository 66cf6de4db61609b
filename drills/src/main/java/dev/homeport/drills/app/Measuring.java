package dev.homeport.drills.app;

import dev.homeport.client.checker.Fault;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadTimes;
import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.fleet.FleetChanges;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.Lap;
import dev.homeport.drills.verdict.Bins;
import dev.homeport.drills.verdict.Figures;
import dev.homeport.drills.verdict.Figures.Tables;
import dev.homeport.drills.verdict.Unknowns;
import dev.homeport.drills.verdict.Zombies;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a fleet before and after a drill, and works out what the drill has measured. */
final class Measuring {

    private final DrillOrder order;
    private final DrilledFleet fleet;
    private final FleetChanges changes;

    private volatile OptionalLong tableBefore = OptionalLong.empty();
    private volatile Optional<Set<String>> movesBefore = Optional.empty();
    private volatile OptionalLong stoodStillNanos = OptionalLong.empty();
    private volatile OptionalLong goesOnNanos = OptionalLong.empty();
    private volatile long roundTripNanos;

    Measuring(DrillOrder order, DrilledFleet fleet, FleetChanges changes) {
        this.order = order;
        this.fleet = fleet;
        this.changes = changes;
    }

    /** To be called before anything is changed. */
    void before() throws InterruptedException {
        tableBefore = table();
        movesBefore =
                fleet.moves()
                        .map(all -> all.stream().map(MoveLook::id).collect(Collectors.toSet()));
    }

    /** To be called when the site stands still. */
    void standsStill(long roundTrip) {
        stoodStillNanos = OptionalLong.of(System.nanoTime());
        roundTripNanos = roundTrip;
    }

    /** To be called before the site goes on. */
    void goesOn() {
        goesOnNanos = OptionalLong.of(System.nanoTime());
    }

    private OptionalLong table() throws InterruptedException {
        return fleet.look()
                .map(SitesLook::tableVersion)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /**
     * What was measured. To be called when everything is undone.
     *
     * @param budgetMillis the isolation budget of the drill's site, if it is of interest
     */
    Figures figures(LoadOutcome outcome, List<Lap> laps, OptionalLong budgetMillis)
            throws InterruptedException {
        var verdict = outcome.verdict();
        var faults = new HashMap<String, Long>();
        for (var fault : Fault.values()) {
            faults.put(fault.reportName(), verdict.count(fault));
        }
        var times = LoadTimes.of(outcome);
        var zombies = zombies(budgetMillis);
        return new Figures(
                verdict.acknowledged(),
                verdict.unknown(),
                verdict.refused(),
                faults,
                verdict.broken().stream().map(Fault::reportName).sorted().toList(),
                Unknowns.unsettled(outcome.histories()),
                outcome.unreadable(),
                Bins.of(outcome, laps, fleet.sites(), order.site()),
                writePause(times),
                times.recoveries().millis(),
                new Tables(tableBefore, table()),
                movesBegun(),
                changes.ownMoves(),
                zombies.isPresent()
                        ? OptionalLong.of(zombies.get().millis())
                        : OptionalLong.empty(),
                zombies.isPresent()
                        ? OptionalLong.of(zombies.get().acknowledged(outcome.histories()))
                        : OptionalLong.empty(),
                fleet.leftovers(order));
    }

    private Optional<Quantiles> writePause(LoadTimes times) {
        return order.site().isPresent()
                ? times.pausesOf(order.site().get().name()).millis()
                : times.pauses().millis();
    }

    private Optional<Zombies> zombies(OptionalLong budgetMillis) {
        if (order.site().isEmpty()
                || stoodStillNanos.isEmpty()
                || goesOnNanos.isEmpty()
                || budgetMillis.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Zombies.of(
                        order.site().get(),
                        stoodStillNanos.getAsLong(),
                        goesOnNanos.getAsLong(),
                        budgetMillis.getAsLong(),
                        roundTripNanos));
    }

    private OptionalLong movesBegun() throws InterruptedException {
        var before = movesBefore;
        var now = fleet.moves();
        if (before.isEmpty() || now.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                now.get().stream()
                        .filter(move -> !before.get().contains(move.id()))
                        .filter(move -> !changes.isOwn(move))
                        .count());
    }
}
