package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.PolicySet;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator wants done when a site is lost. Immutable and thread-safe.
 *
 * @param site the site
 * @param automation what the control plane does by itself; empty to leave that
 * @param budgetMillis how long the site goes on alone, in milliseconds; where it is left out it
 *     stays, or is shortened to {@value #AUTOMATIC_BUDGET_MILLIS} for a site that becomes automatic
 * @param expectedVersion the table that the operator looked at; another one is refused
 * @param why in a sentence
 */
public record PolicyChange(
        SiteId site,
        Optional<AutomationMode> automation,
        OptionalLong budgetMillis,
        OptionalLong expectedVersion,
        String why) {

    /** A takeover that nobody decides on should not wait long either. */
    public static final long AUTOMATIC_BUDGET_MILLIS = 5_000;

    /** Below this a lease would hardly be renewed in time. */
    public static final long SHORTEST_BUDGET_MILLIS = 1_000;

    /** Decides on it. */
    public Ruling decide(ControlState state) {
        if (state.topology().isEmpty() || state.policy().isEmpty() || state.table().isEmpty()) {
            return new Ruling.Refused(
                    ErrorCode.UNAVAILABLE, "policy: the fleet has not begun; ask again later");
        }
        var names = state.topology().get().names();
        if (!names.contains(site)) {
            return new Ruling.Refused(
                    ErrorCode.NOT_FOUND, "site: " + site + " is none of " + names + "; use one");
        }
        var table = state.table().get();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != table.version()) {
            return new Ruling.Refused(
                    ErrorCode.CONFLICT,
                    "expectedVersion: table "
                            + table.version()
                            + " stands, not "
                            + expectedVersion.getAsLong()
                            + "; look at what it says, and name that version");
        }
        if (automation.isEmpty() && budgetMillis.isEmpty()) {
            return new Ruling.Refused(
                    ErrorCode.INVALID,
                    "automation, isolationBudgetMillis: neither is given; give one of them");
        }
        var present = state.policy().get();
        var before = present.isolationBudgets().ttlMillis(site);
        var budget = budgetMillis.orElse(usualBudget(present, before));
        if (budget < SHORTEST_BUDGET_MILLIS || budget > Policy.LONGEST_BUDGET_MILLIS) {
            return new Ruling.Refused(
                    ErrorCode.INVALID,
                    "isolationBudgetMillis: "
                            + budget
                            + " is not from "
                            + SHORTEST_BUDGET_MILLIS
                            + " to "
                            + Policy.LONGEST_BUDGET_MILLIS);
        }
        var wanted = present.with(site, automation.orElse(present.automation(site)));
        var records = new ArrayList<ControlRecord>();
        if (budget != before) {
            wanted = wanted.with(site, budget);
            records.add(new TableCommitted(table.withTtl(site, budget)));
        }
        if (wanted.equals(present)) {
            return new Ruling.Standing();
        }
        records.addFirst(new PolicySet(wanted));
        return new Ruling.Granted(
                records,
                site
                        + " is "
                        + wanted.automation(site).label()
                        + " with a budget of "
                        + budget
                        + " ms: "
                        + why);
    }

    private long usualBudget(Policy present, long before) {
        var becomesAutomatic =
                automation.equals(Optional.of(AutomationMode.AUTOMATIC))
                        && present.automation(site) != AutomationMode.AUTOMATIC;
        return becomesAutomatic ? Math.min(before, AUTOMATIC_BUDGET_MILLIS) : before;
    }
}
