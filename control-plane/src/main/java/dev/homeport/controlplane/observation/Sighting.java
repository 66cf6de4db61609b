package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one observer sees of all sites. Immutable and thread-safe.
 *
 * @param observer the site that it looks from
 * @param sights what it sees of each site
 */
public record Sighting(SiteId observer, SortedMap<SiteId, Sight> sights) {

    /** Makes a sighting. */
    public Sighting {
        sights = Collections.unmodifiableSortedMap(new TreeMap<>(sights));
    }

    /** What it sees of a site. */
    public Sight of(SiteId site) {
        return sights.getOrDefault(site, Sight.NOTHING);
    }

    /** It sees nobody but its own site: so it is itself cut off, and says nothing about others. */
    public boolean isIsolated() {
        var others = sights.keySet().stream().filter(site -> !site.equals(observer)).toList();
        return !others.isEmpty() && others.stream().noneMatch(site -> of(site).seesSomething());
    }
}
