package dev.homeport.client.control;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the nodes of a site have reported to the control plane a moment ago. Immutable.
 *
 * @param leader the node that leads the site's log, {@code SITE/NODE}, if one does
 * @param tableVersion the routing table that the site knows
 * @param open its open shards by their epoch
 * @param leased the shards that it holds a lease for, such as {@code 0-1365}
 * @param logRoomBytes how much its log may still grow, in bytes
 * @param viewLagEntries how far its view is behind its log, in entries
 * @param viewTrouble why its view does not go on, if it does not
 * @param links how it gets the entries of the other sites
 * @param healing how far it has put right what takeovers left, if it tells
 */
public record SiteReportLook(
        Optional<String> leader,
        long tableVersion,
        List<Open> open,
        String leased,
        OptionalLong logRoomBytes,
        OptionalLong viewLagEntries,
        Optional<String> viewTrouble,
        List<Link> links,
        Optional<Healing> healing) {

    /** Makes a look. */
    public SiteReportLook {
        open = List.copyOf(open);
        links = List.copyOf(links);
    }

    /**
     * What takeovers left, and what has become of it.
     *
     * @param orphans how many entries that no home has inherited wait to be adopted
     * @param adopted how many have been adopted since the site's node began to look for them
     * @param reseeding how many shards of its view are built again from its log
     * @param differing how many of them still differ from what their home holds
     */
    public record Healing(long orphans, long adopted, long reseeding, long differing) {}

    /**
     * Shards that are open.
     *
     * @param epoch their epoch
     * @param shards which, such as {@code 0-1365}
     */
    public record Open(Epoch epoch, String shards) {}

    /**
     * A link from another site.
     *
     * @param origin whose entries it brings
     * @param state {@code UP}, {@code IDLE}, {@code DOWN} or {@code DETACHED}
     * @param lagEntries how many of them are not here yet, if that is known
     * @param oldestUnshippedMillis the age of the oldest of these, in milliseconds
     * @param detail more on it, if there is more
     */
    public record Link(
            SiteId origin,
            String state,
            OptionalLong lagEntries,
            OptionalLong oldestUnshippedMillis,
            Optional<String> detail) {}
}
