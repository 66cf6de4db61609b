package dev.homeport.regionrouter.geography;

import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.vocabulary.SiteId;
import org.jspecify.annotations.Nullable;

/**
 * Where a new user at an address gets a home, and why. Immutable and thread-safe.
 *
 * @param subject the address
 * @param country the country that it is used in; {@code null} where none is known
 * @param rule id of the rule that decided
 * @param home the site
 * @param reason the decision in one sentence
 */
public record Placement(
        IpAddress subject, @Nullable Country country, String rule, SiteId home, String reason) {}
