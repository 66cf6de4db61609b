package dev.homeport.vocabulary;

/**
 * One life of a site's log. A log that was put back from a copy goes on under a new incarnation, so
 * that nothing numbered in the old life is taken for the new one. Immutable and thread-safe.
 *
 * @param site whose log it is
 * @param incarnation which life of it, from 1
 */
public record SiteLog(SiteId site, long incarnation) implements Comparable<SiteLog> {

    /**
     * Makes the name of a log.
     *
     * @throws IllegalArgumentException if the incarnation is below 1
     */
    public SiteLog {
        if (incarnation < 1) {
            throw new IllegalArgumentException(
                    "incarnation: " + incarnation + " of the log of " + site + " is below 1");
        }
    }

    @Override
    public int compareTo(SiteLog other) {
        var bySite = site.compareTo(other.site);
        return bySite != 0 ? bySite : Long.compare(incarnation, other.incarnation);
    }

    @Override
    public String toString() {
        return site + "#" + incarnation;
    }
}
