package dev.homeport.drills.app;

import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.load.DrillLoad;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.DrillScript;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An order made fit for a fleet. Immutable.
 *
 * @param script the phases
 * @param patience how long a message may wait for its result
 * @param budgetMillis how long a lease of the drill's site lasts, where that is of interest
 */
record Course(DrillScript script, Duration patience, OptionalLong budgetMillis) {

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
                        OptionalLong.empty());
            }
            case PAUSE -> {
                var budget = Duration.ofMillis(budgetMillis(site(order), fleet));
                var needed = budget.plus(BEYOND_LEASES);
                var still = length.compareTo(needed) < 0 ? needed : length;
                // Who writes while the site stands still waits until it goes on.
                var patience = PATIENCE.plus(still);
                yield new Course(
                        DrillScript.pause(site(order), still, patience),
                        patience,
                        OptionalLong.of(budget.toMillis()));
            }
            case CONTROL_PLANE_LOSS ->
                    new Course(
                            DrillScript.loss(fleet.controlProcesses(), length, PATIENCE),
                            PATIENCE,
                            OptionalLong.empty());
        };
    }

    private static SiteId site(DrillOrder order) {
        return order.site().orElseThrow();
    }

    private static long budgetMillis(SiteId site, DrilledFleet fleet)
            throws ChangeFailedException, InterruptedException {
        return fleet.look().stream()
                .flatMap(look -> look.sites().stream())
                .filter(each -> each.site().equals(site))
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
