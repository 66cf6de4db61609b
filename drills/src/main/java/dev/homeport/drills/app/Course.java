package dev.homeport.drills.app;

import dev.homeport.client.control.SiteLook;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.load.DrillLoad;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.DrillScript;
import dev.homeport.drills.run.TakeoverPlan;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An order made fit for a fleet. Immutable.
 *
 * @param script the phases
 * @param patience how long a message may wait for its result
 * @param bearableSilence for how long clients stay connected to a site that says nothing, if for
 *     longer than usual
 * @param budgetMillis how long a lease of the drill's site lasts, where that is of interest
 */
record Course(
        DrillScript script,
        Duration patience,
        Optional<Duration> bearableSilence,
        OptionalLong budgetMillis) {

    private static final String AUTOMATIC = "automatic";
    private static final long SHORT_BUDGET_MILLIS = 5_000;
    private static final Duration SECOND_TAKEOVER = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How much longer than its leases a site stands still at least. */
    private static final Duration BEYOND_LEASES = Duration.ofSeconds(5);

    static Course of(DrillOrder order, DrilledFleet fleet)
            throws ChangeFailedException, IOException, InterruptedException {
        var length = Duration.ofSeconds(order.seconds());
        return switch (order.kind()) {
            case EVACUATION -> {
                var move =
                        new Change.Moved(
                                site(order),
                                UUID.randomUUID().toString(),
                                UUID.randomUUID().toString());
                yield new Course(
                        DrillScript.evacuation(move, length, PATIENCE),
                        PATIENCE,
                        Optional.empty(),
                        OptionalLong.empty());
            }
            case PAUSE -> {
                var budget = Duration.ofMillis(budgetMillis(site(order), fleet));
                var needed = budget.plus(BEYOND_LEASES);
                var still = length.compareTo(needed) < 0 ? needed : length;
                // Who writes while the site stands still waits until it goes on, and stays
                // connected: only then can it hear what a zombie acknowledges.
                var patience = PATIENCE.plus(still);
                yield new Course(
                        DrillScript.pause(site(order), still, patience),
                        patience,
                        Optional.of(patience),
                        OptionalLong.of(budget.toMillis()));
            }
            case CONTROL_PLANE_LOSS ->
                    new Course(
                            DrillScript.loss(fleet.controlProcesses(), length, PATIENCE),
                            PATIENCE,
                            Optional.empty(),
                            OptionalLong.empty());
            case SITE_LOSS, PARTITION, ONE_WAY_PARTITION, TAKEOVER_OF_TAKEOVER -> {
                var plan = plan(order, fleet);
                // Who waits in it is served at the earliest when a second site is taken over.
                var patience =
                        order.kind() == DrillKind.TAKEOVER_OF_TAKEOVER
                                ? PATIENCE.plus(SECOND_TAKEOVER)
                                : PATIENCE;
                yield new Course(
                        DrillScript.takeover(order.kind(), plan, length, patience),
                        patience,
                        Optional.empty(),
                        OptionalLong.of(plan.policy().during().budgetMillis()));
            }
        };
    }

    private static TakeoverPlan plan(DrillOrder order, DrilledFleet fleet)
            throws ChangeFailedException, InterruptedException {
        var site = site(order);
        return new TakeoverPlan(
                policy(site, fleet),
                takeover(site),
                fleet.sites().stream()
                        .filter(other -> !other.equals(site))
                        .<Change>map(other ->
                                new Change.Cut(
                                        site, other, order.kind() == DrillKind.ONE_WAY_PARTITION))
                        .toList(),
                new Change.Lost(site));
    }

    /** The policy by which a site is taken over by itself and soon. */
    static Change.PolicyChanged policy(SiteId site, DrilledFleet fleet)
            throws ChangeFailedException, InterruptedException {
        var before = budgetMillis(site, fleet);
        var mode =
                look(site, fleet)
                        .flatMap(SiteLook::automation)
                        .orElseThrow(() ->
                                new ChangeFailedException(
                                        "the control plane does not say what becomes of "
                                                + site
                                                + " when it is lost",
                                        false));
        return new Change.PolicyChanged(
                site,
                new Change.Policy(mode, before),
                new Change.Policy(AUTOMATIC, Math.min(before, SHORT_BUDGET_MILLIS)),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
    }

    /** What comes of the loss of a site. */
    static Change.TakenOver takeover(SiteId site) {
        return new Change.TakenOver(site, UUID.randomUUID().toString());
    }

    private static Optional<SiteLook> look(SiteId site, DrilledFleet fleet)
            throws InterruptedException {
        return fleet.look().stream()
                .flatMap(look -> look.sites().stream())
                .filter(each -> each.site().equals(site))
                .findFirst();
    }

    private static SiteId site(DrillOrder order) {
        return order.site().orElseThrow();
    }

    private static long budgetMillis(SiteId site, DrilledFleet fleet)
            throws ChangeFailedException, InterruptedException {
        return look(site, fleet).stream()
                .flatMapToLong(each -> each.isolationBudgetMillis().stream())
                .findFirst()
                .orElseThrow(() ->
                        new ChangeFailedException(
                                "the control plane does not say how long a lease of "
                                        + site
                                        + " lasts",
                                false));
    }

    /** What the handles of the drill's users begin with. */
    String handles(String id) {
        return id.replace("d-", "drill.");
    }

    Map<String, Object> settings(DrillOrder order) {
        var settings = new HashMap<String, Object>();
        settings.put("ratePerSite", order.rate());
        settings.put("drivenPerSite", DrillLoad.DRIVEN * order.rate());
        settings.put("usersPerSite", DrillLoad.USERS_PER_SITE);
        settings.put("seconds", order.seconds());
        settings.put("patienceMillis", patience.toMillis());
        budgetMillis.ifPresent(millis -> settings.put("isolationBudgetMillis", millis));
        return settings;
    }
}
