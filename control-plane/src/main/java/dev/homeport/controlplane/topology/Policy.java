package dev.homeport.controlplane.topology;

import dev.homeport.vocabulary.LeasePolicy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What an operator has set for a fleet. Immutable and thread-safe.
 *
 * @param isolationBudgets how long each site goes on without a majority of witnesses, which is the
 *     length of its leases, and the longest that was ever set
 * @param geographyRules a document {@code homeport/geo-rules/0}; empty for the rules that routers
 *     ship with
 */
public record Policy(LeasePolicy isolationBudgets, Optional<String> geographyRules) {

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
        geographyRules.ifPresent(rules -> {
            var bytes = rules.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_RULE_BYTES) {
                throw new IllegalArgumentException(
                        "geography rules: " + bytes + " bytes are more than " + MOST_RULE_BYTES);
            }
        });
    }
}
