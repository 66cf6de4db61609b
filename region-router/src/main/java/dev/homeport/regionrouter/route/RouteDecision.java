package dev.homeport.regionrouter.route;

import org.jspecify.annotations.Nullable;

/**
 * Where a subject is at home, and why: what {@code homeport route explain} shows. Immutable and
 * thread-safe.
 *
 * @param subject what was asked for, in canonical form
 * @param country alpha-2 code of the country that decided; {@code null} where none did
 * @param rule id of the rule that decided: a geo rule, or {@link #BY_TABLE}
 * @param home name of the site
 * @param epoch epoch of the home; {@code null} for an address, whose future account has no shard
 *     yet
 * @param tableVersion version of the routing table that was used; {@code null} where none was
 * @param reason the decision in one sentence
 */
public record RouteDecision(
        String subject,
        @Nullable String country,
        String rule,
        String home,
        @Nullable Long epoch,
        @Nullable Long tableVersion,
        String reason) {

    /** The rule that an existing account's home stands in the routing table. */
    public static final String BY_TABLE = "routing-table";
}
