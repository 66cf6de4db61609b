package dev.homeport.controlplane.report;

import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * How far a site is in putting right what a takeover left: entries that no home had inherited, and
 * parts of its view that are built again. Immutable and thread-safe.
 *
 * @param searched how far each stream has been searched for entries that no home has inherited
 * @param orphans how many of them are known and not adopted yet by their home
 * @param adopted how many have been, since the node that says so began to search
 * @param reseeding how many shards of the view are being built again from the log
 * @param differing how many shards still differ from what the site said that opened them
 */
public record Healing(
        Map<SiteLog, Long> searched, int orphans, long adopted, int reseeding, int differing) {

    /** Makes it. */
    public Healing {
        searched = Map.copyOf(searched);
    }

    /** How far a stream has been searched. */
    public long searched(SiteLog stream) {
        return searched.getOrDefault(stream, 0L);
    }
}
