package dev.homeport.dcnode.link.pull;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Steps at times that a test chooses, and things that happen in them. */
final class Turns {

    static final SiteLog STREAM = new SiteLog(Tables.CANADA, 1);

    private final SplittableRandom chance = new SplittableRandom(1);
    private long numbers;

    Turn at(long millis) {
        return new Turn(TimeUnit.MILLISECONDS.toNanos(millis), PullSettings.USUAL, chance);
    }

    long nextNumber() {
        return ++numbers;
    }

    /** A shipment of entries that have the same size. */
    static Shipment shipment(long round, long firstOffset, int entries, int bytes) {
        var drafts = new ArrayList<Draft>();
        for (var i = 0; i < entries; i++) {
            var id = new EntryId("e" + (firstOffset + i));
            drafts.add(new Draft(1, 0, id, Payload.copyOf(new byte[bytes])));
        }
        var last = firstOffset + entries - 1;
        return Shipment.of(
                round,
                new MirrorBatch(STREAM, firstOffset, hash(firstOffset - 1), drafts, hash(last)),
                0);
    }

    /** Where the stream ends. */
    static StreamEnd end(long offset) {
        return new StreamEnd(STREAM, offset, hash(offset));
    }

    /** A made-up hash that differs with the offset. */
    static RunningHash hash(long offset) {
        var bytes = new byte[RunningHash.BYTES];
        bytes[0] = (byte) offset;
        bytes[1] = (byte) (offset >> 8);
        return RunningHash.copyOf(bytes);
    }

    /** The effects of one kind, in their order. */
    static <E> List<E> only(Class<E> kind, List<PullEffect> effects) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
