package dev.homeport.drills.verdict;

import dev.homeport.vocabulary.SiteId;

/**
 * What the users of one site were told within one second. Immutable.
 *
 * @param second which, counted from the beginning of the drill
 * @param site the site that registered the users
 * @param acknowledged how many messages were acknowledged
 * @param refused how many were refused
 * @param unknown how many were given up without a result
 * @param counts whether the users had to be served at the full rate
 */
public record Bin(
        long second, SiteId site, long acknowledged, long refused, long unknown, boolean counts) {}
