package dev.homeport.vocabulary;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the leases of each site last (its isolation budget), as it stands in the table, together
 * with the longest that was ever set: a witness that lost its memory waits for the longest.
 * Immutable and thread-safe.
 *
 * @param ttlMillis length of a lease, per site, in milliseconds
 * @param longestTtlMillis the longest length that any site ever had, in milliseconds
 */
public record LeasePolicy(Map<SiteId, Long> ttlMillis, long longestTtlMillis) {

    /**
     * Makes a policy.
     *
     * @throws IllegalArgumentException if a length is below 1, or above the longest
     */
    public LeasePolicy {
        ttlMillis = Collections.unmodifiableMap(new TreeMap<>(ttlMillis));
        ttlMillis.forEach((site, ttl) -> {
            if (ttl < 1 || ttl > longestTtlMillis) {
                throw new IllegalArgumentException(
                        "ttlMillis: "
                                + ttl
                                + " for "
                                + site
                                + " is not between 1 and the longest ever set, "
                                + longestTtlMillis);
            }
        });
    }

    /** The policy that gives every site the same length, in milliseconds. */
    public static LeasePolicy uniform(Collection<SiteId> sites, long ttlMillis) {
        var all = new TreeMap<SiteId, Long>();
        sites.forEach(site -> all.put(site, ttlMillis));
        return new LeasePolicy(all, ttlMillis);
    }

    /**
     * The length of a site's leases, in milliseconds.
     *
     * @throws IllegalArgumentException if the site has none
     */
    public long ttlMillis(SiteId site) {
        var ttl = ttlMillis.get(site);
        if (ttl == null) {
            throw new IllegalArgumentException("site: " + site + " has no lease policy");
        }
        return ttl;
    }

    /** This policy with another length for one site; the longest ever set only grows. */
    public LeasePolicy with(SiteId site, long newTtlMillis) {
        var changed = new TreeMap<>(ttlMillis);
        changed.put(site, newTtlMillis);
        return new LeasePolicy(changed, Math.max(longestTtlMillis, newTtlMillis));
    }
}
