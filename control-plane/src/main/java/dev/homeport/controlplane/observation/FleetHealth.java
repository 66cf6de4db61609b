package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The health of all sites. Immutable and thread-safe.
 *
 * @param sites of each site that was looked at
 */
public record FleetHealth(SortedMap<SiteId, Watched> sites) {

    /** Nothing is known of anybody. */
    public static final FleetHealth UNKNOWN = new FleetHealth(new TreeMap<>());

    /** Makes a value. */
    public FleetHealth {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /** The health of a site. */
    public SiteHealth of(SiteId site) {
        return watched(site).health();
    }

    /** The health of a site over time. */
    public Watched watched(SiteId site) {
        return sites.getOrDefault(
                site,
                new Watched(new SiteHealth.Unknown(site + " was not looked at yet"), 0, false));
    }

    /** Those of some sites whose witnesses are known to answer. */
    public Set<SiteId> witnesses(Set<SiteId> among) {
        return among.stream()
                .filter(site -> of(site).hasWitness())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
