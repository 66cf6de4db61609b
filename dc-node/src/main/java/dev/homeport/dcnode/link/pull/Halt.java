package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteLog;

/**
 * Why a link does nothing. Immutable.
 *
 * @param state what it is
 * @param reason why
 * @param untilNanos when it begins again
 */
record Halt(LinkState state, String reason, long untilNanos) {

    static String differs(NodeName peer, StreamEnd there) {
        return peer
                + " has other entries than are mirrored here: at offset "
                + there.lastOffset()
                + " of "
                + there.stream()
                + " the hashes differ";
    }

    static String trimmed(SiteLog stream, long firstKept, long nextHere) {
        return "keeps "
                + stream
                + " from offset "
                + firstKept
                + " only, and "
                + nextHere
                + " comes next here: this site must be re-seeded from a snapshot";
    }
}
