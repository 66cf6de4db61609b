package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;

/**
 * Consecutive entries on their way. The machine looks at number, weight and needs only; in a
 * replayed journal the entries themselves are missing. An opening of homes stands first in it or
 * not at all. Immutable.
 *
 * @param round the round that it belongs to
 * @param stream the stream
 * @param firstOffset offset of the first entry, from 1
 * @param previousHash the stream's running hash before it
 * @param lastHash the stream's running hash at its end
 * @param ageMillis for how long the first entry had been at the node that shipped it
 * @param entries how many, from 1
 * @param bytes size of their payloads
 * @param needs what the log that takes them must hold before
 * @param drafts the entries
 */
public record Shipment(
        long round,
        SiteLog stream,
        long firstOffset,
        RunningHash previousHash,
        RunningHash lastHash,
        long ageMillis,
        int entries,
        long bytes,
        Needs needs,
        List<Draft> drafts)
        implements Cargo {

    /** What a batch weighs by itself, so that many small ones are bounded too. */
    public static final int BATCH_WEIGHT = 4_096;

    /** What an entry weighs besides its payload. */
    public static final int ENTRY_WEIGHT = 64;

    /**
     * Makes a shipment.
     *
     * @throws IllegalArgumentException if a mirror batch cannot hold it or a number is out of range
     */
    public Shipment {
        drafts = List.copyOf(drafts);
        if (firstOffset < 1
                || ageMillis < 0
                || entries < 1
                || entries > MirrorBatch.MAX_ENTRIES
                || bytes < 0
                || bytes > MirrorBatch.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "batch: from offset "
                            + firstOffset
                            + ", "
                            + entries
                            + " entries of "
                            + bytes
                            + " bytes, aged "
                            + ageMillis
                            + " ms: is not one that a mirror takes");
        }
    }

    /**
     * A mirror batch on its way, as the node sees it that ships it: what it needs, its reader says.
     */
    public static Shipment of(long round, MirrorBatch batch, long ageMillis) {
        var bytes = 0L;
        for (var draft : batch.drafts()) {
            bytes += draft.payload().size();
        }
        return new Shipment(
                round,
                batch.stream(),
                batch.firstOffset(),
                batch.previousHash(),
                batch.lastHash(),
                ageMillis,
                batch.drafts().size(),
                bytes,
                Needs.NONE,
                batch.drafts());
    }

    Shipment withoutEntries() {
        return new Shipment(
                round,
                stream,
                firstOffset,
                previousHash,
                lastHash,
                ageMillis,
                entries,
                bytes,
                needs,
                List.of());
    }

    /** Offset of the last entry. */
    public long lastOffset() {
        return firstOffset + entries - 1;
    }

    /** What it counts against a credit, at both ends alike. */
    public long weight() {
        return BATCH_WEIGHT + (long) ENTRY_WEIGHT * entries + bytes;
    }
}
