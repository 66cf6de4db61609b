package dev.homeport.controlplane.report;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the sites that answered one round of questions report. Immutable and thread-safe.
 *
 * @param sites the report of each site of which some node answered
 */
public record FleetReport(SortedMap<SiteId, SiteReport> sites) {

    /** Nobody answered. */
    public static final FleetReport NOTHING = new FleetReport(new TreeMap<>());

    /** Makes a report. */
    public FleetReport {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /** What a site reports. */
    public Optional<SiteReport> of(SiteId site) {
        return Optional.ofNullable(sites.get(site));
    }

    /** The shards that a site is known to have open at an epoch. */
    public ShardSet openAt(SiteId site, Epoch epoch) {
        return of(site).map(report -> report.openAt(epoch)).orElseGet(ShardSet::none);
    }
}
