package dev.homeport.drills.app;

import dev.homeport.client.checker.Fault;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadTimes;
import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.fleet.FleetChanges;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.Lap;
import dev.homeport.drills.verdict.Bins;
import dev.homeport.drills.verdict.Figures;
import dev.homeport.drills.verdict.Figures.Tables;
import dev.homeport.drills.verdict.Lag;
import dev.homeport.drills.verdict.TakeoverFigures;
import dev.homeport.drills.verdict.Unknowns;
import dev.homeport.drills.verdict.Zombies;
import dev.homeport.vocabulary.SiteId;
import java.time.InstantSource;
import java.util.ArrayList;
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

    private final Lookout lookout;
    private final TakeoverClock takeover;
    private final Stranded stranded;

    private volatile List<SiteLook> sitesBefore = List.of();
    private volatile OptionalLong tableBefore = OptionalLong.empty();
    private volatile Optional<Set<String>> movesBefore = Optional.empty();
    private volatile OptionalLong stoodStillNanos = OptionalLong.empty();
    private volatile OptionalLong goesOnNanos = OptionalLong.empty();
    private volatile long roundTripNanos;

    Measuring(
            DrillOrder order,
            DrilledFleet fleet,
            FleetChanges changes,
            Lookout lookout,
            LoadMeter meter,
            InstantSource wallClock) {
        this.order = order;
        this.fleet = fleet;
        this.changes = changes;
        this.lookout = lookout;
        this.takeover = new TakeoverClock(fleet, meter, wallClock);
        this.stranded = new Stranded(fleet, meter);
    }

    /** To be called before anything is changed; again, it does nothing. */
    void before() throws InterruptedException {
        if (movesBefore.isPresent()) {
            return;
        }
        sitesBefore = fleet.look().map(SitesLook::sites).orElse(List.of());
        tableBefore = table();
        movesBefore =
                fleet.moves()
                        .map(all -> all.stream().map(MoveLook::id).collect(Collectors.toSet()));
    }

    /** Sees when what happens in a takeover, until it is interrupted. */
    void lookOn() {
        takeover.lookOn();
    }

    /** To be called when a site is about to be lost; only the drill's own is measured. */
    void lost(SiteId site) {
        if (order.site().equals(Optional.of(site))) {
            takeover.lost(site);
        }
    }

    /** The site that homes of a site went to, once its takeover has begun. */
    Optional<SiteId> heir(SiteId of) throws InterruptedException {
        return lookout.heir(of);
    }

    /**
     * Counts what lost sites had acknowledged, and their heir has not inherited.
     *
     * @throws ChangeFailedException if the heir's database cannot be read
     */
    void countStranded(Set<SiteId> lost, SiteId heir) throws ChangeFailedException {
        stranded.count(lost, heir);
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
                Lag.of(lookout.lags(), laps),
                writePause(times),
                othersPause(times),
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
                takeover(outcome),
                leftovers());
    }

    private Optional<TakeoverFigures> takeover(LoadOutcome outcome) {
        return takeover.moments()
                .map(moments ->
                        TakeoverFigures.of(
                                stranded.total(), moments, outcome, order.site().orElseThrow()));
    }

    /** The longest wait of anybody whose site the drill is not about. */
    private OptionalLong othersPause(LoadTimes times) {
        return order.site().isEmpty()
                ? OptionalLong.empty()
                : fleet.sites().stream()
                        .filter(site -> !site.equals(order.site().get()))
                        .flatMap(site -> times.pausesOf(site.name()).millis().stream())
                        .mapToLong(Quantiles::max)
                        .max();
    }

    /** What is not as it was before the first change. */
    private List<String> leftovers() throws InterruptedException {
        var now = fleet.look();
        if (now.isEmpty()) {
            return List.of("the control plane does not answer");
        }
        var leftovers = new ArrayList<String>();
        for (var before : sitesBefore) {
            now.get().sites().stream()
                    .filter(site -> site.site().equals(before.site()))
                    .filter(site -> !isAsBefore(site, before))
                    .forEach(site ->
                            leftovers.add(
                                    site.site()
                                            + " is "
                                            + site.state()
                                            + " with moves "
                                            + site.moves()
                                            + " and policy "
                                            + policy(site)
                                            + ", and was "
                                            + before.state()
                                            + " with "
                                            + policy(before)));
        }
        return leftovers;
    }

    private static boolean isAsBefore(SiteLook site, SiteLook before) {
        return site.state().equals(before.state())
                && site.shards() == before.shards()
                && site.moves().isEmpty()
                && policy(site).equals(policy(before));
    }

    private static String policy(SiteLook site) {
        return site.automation().orElse("unknown")
                + " within "
                + (site.isolationBudgetMillis().isPresent()
                        ? site.isolationBudgetMillis().getAsLong() + " ms"
                        : "no known time");
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
