package dev.homeport.controlplane.topology;

import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.SiteId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What an operator has set for a fleet. Immutable and thread-safe.
 *
 * @param isolationBudgets how long each site goes on without a majority of witnesses, which is the
 *     length of its leases, and the longest that was ever set
 * @param geographyRules a document {@code homeport/geo-rules/0}; empty for the rules that routers
 *     ship with
 * @param automation what is done when a site is lost, of the sites that do not {@linkplain
 *     AutomationMode#PROPOSE propose}
 */
public record Policy(
        LeasePolicy isolationBudgets,
        Optional<String> geographyRules,
        SortedMap<SiteId, AutomationMode> automation) {

    /** The longest isolation budget, in milliseconds: a week. */
    public static final long LONGEST_BUDGET_MILLIS = TimeUnit.DAYS.toMillis(7);

    private static final int MOST_RULE_BYTES = 64 << 10;

    /**
     * Makes a policy.
     *
     * @throws IllegalArgumentException if a budget is longer than a week or the rules too large
     */
    public Policy {
        if (isolationBudgets.longestTtlMillis() > LONGEST_BUDGET_MILLIS) {
            throw new IllegalArgumentException(
                    "isolation budget: "
                            + isolationBudgets.longestTtlMillis()
                            + " ms is longer than a week, "
                            + LONGEST_BUDGET_MILLIS
                            + " ms");
        }
        // Kept in one form, so that equal policies are equal bytes.
        var unusual = new TreeMap<>(automation);
        unusual.values().removeIf(mode -> mode == AutomationMode.PROPOSE);
        automation = Collections.unmodifiableSortedMap(unusual);
        geographyRules.ifPresent(rules -> {
            var bytes = rules.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_RULE_BYTES) {
                throw new IllegalArgumentException(
                        "geography rules: " + bytes + " bytes are more than " + MOST_RULE_BYTES);
            }
        });
    }

    /** A policy under which every site proposes. */
    public Policy(LeasePolicy isolationBudgets, Optional<String> geographyRules) {
        this(isolationBudgets, geographyRules, new TreeMap<>());
    }

    /** What is done when a site is lost. */
    public AutomationMode automation(SiteId site) {
        return automation.getOrDefault(site, AutomationMode.PROPOSE);
    }

    /** The same policy, with another mode of one site. */
    public Policy with(SiteId site, AutomationMode mode) {
        var changed = new TreeMap<>(automation);
        changed.put(site, mode);
        return new Policy(isolationBudgets, geographyRules, changed);
    }

    /** The same policy, with another isolation budget of one site, in milliseconds. */
    public Policy with(SiteId site, long budgetMillis) {
        return new Policy(isolationBudgets.with(site, budgetMillis), geographyRules, automation);
    }
}
