package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A site's log as one of its nodes sees it: one ordered, replicated, fsynced log, the only way in
 * which state changes in a site.
 *
 * <p>The log carries the site's own stream and the mirrors of other sites' streams. Entries are
 * numbered by {@code offset} in their stream and by {@code position} in the log. Everything that
 * can be read is committed and judged: there is no way to see an entry that could still vanish.
 *
 * <p><b>Writing</b> works on the leading node alone; the others answer {@link Setback.NotLeader}.
 * The returned stages never complete exceptionally for a reason of the log's: they carry a sealed
 * result, at the latest shortly after the deadline. They are completed by threads of the queue's;
 * what is chained to them must not block. Drafts appended by one thread one after the other get
 * ascending offsets, as far as they are appended at all and no other leader came in between.
 *
 * <p><b>Reading</b> works on every node, from what it has applied. Reads may touch the disk: call
 * them from a virtual thread. A consumer pulls: it reads, works, and awaits more by {@link
 * #awaitBeyond}; that is the whole back-pressure.
 *
 * <p>Thread-safe.
 */
public interface QuorumQueue extends AutoCloseable {

    /** How many named cursors a log keeps at most. */
    int MAX_CURSORS = 256;

    /** How many streams a log keeps at most, incarnations counted apart. */
    int MAX_STREAMS = 256;

    /** The stream of this site's own entries. */
    SiteLog ownStream();

    /** Number of this node in its site, from 1. */
    int node();

    /**
     * Appends an entry to this site's own stream. The result is {@link AppendResult.Appended} only
     * after the entry is durable on a majority of the replicas and judged on this node.
     *
     * @param draft the entry
     * @param admission which part of the log's capacity it may use
     * @param deadline how long to wait; after it the result is {@link Setback.Unknown}, and the
     *     entry may still be committed later
     */
    CompletionStage<AppendResult> append(Draft draft, Admission admission, Duration deadline);

    /**
     * Appends another site's entries to their mirror here, in one piece, if they continue it: see
     * {@link MirrorResult}. Streams of older incarnations of this very site are accepted too: that
     * is how a site that was put back gets its own entries back.
     *
     * @param batch the entries
     * @param deadline how long to wait; after it the result is {@link Setback.Unknown}
     */
    CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline);

    /**
     * Reads committed entries of all streams in the order of the log.
     *
     * @param fromPosition position of the first entry wanted, from 1
     * @param limit how much to return at most
     * @return consecutive entries from there; empty when there is none yet
     * @throws QueueException if the bytes on disk are damaged ({@code CORRUPT}), the position is
     *     below 1 ({@code INVALID}), or the queue is closed ({@code UNAVAILABLE})
     */
    List<JudgedEntry> read(long fromPosition, ReadLimit limit);

    /**
     * Reads committed entries of one stream in the order of their offsets.
     *
     * @param stream the stream, own or mirrored
     * @param fromOffset offset of the first entry wanted, from 1
     * @param limit how much to return at most
     * @return consecutive entries from there; empty when there is none yet
     * @throws QueueException as {@link #read}; also when the offset lies more than one beyond the
     *     stream's end or no entry of the stream is here ({@code NOT_FOUND})
     */
    StreamSlice readStream(SiteLog stream, long fromOffset, ReadLimit limit);

    /** Position of the last entry applied on this node, 0 when there is none. */
    long lastPosition();

    /**
     * Waits until this node has applied an entry beyond a position, or a time is over. Completes
     * normally in both cases, with the last position; exceptionally with {@link QueueException}
     * ({@code UNAVAILABLE}) when the queue closes.
     */
    CompletionStage<Long> awaitBeyond(long position, Duration atMost);

    /** Where each stream ends on this node; this site's own stands there from the beginning. */
    Map<SiteLog, StreamEnd> streams();

    /**
     * Moves a named cursor forward, making it when there is none; never backward. It is replicated
     * through the log, and nothing at or after the slowest cursor's position is ever trimmed.
     *
     * @param name 1 to 64 characters of lower-case ASCII letters, digits, dots and hyphens
     * @param position up to which position, inclusive, the consumer is done; 0 to begin with
     * @param deadline how long to wait; after it the result is {@link Setback.Unknown}
     * @throws IllegalArgumentException if the name has not that form or the position is negative
     */
    CompletionStage<CursorResult> advanceCursor(String name, long position, Duration deadline);

    /** Forgets a named cursor, so that it holds back trimming no longer. */
    CompletionStage<CursorResult> dropCursor(String name, Duration deadline);

    /** The named cursors as far as this node has applied the log. */
    Map<String, Long> cursors();

    /**
     * The leader's linearizable barrier: after it, reads on this node show everything that was
     * acknowledged before it was asked for.
     *
     * @param deadline how long to wait; after it the result is {@link Setback.Unknown}
     */
    CompletionStage<BarrierResult> readBarrier(Duration deadline);

    /** Who leads the log, as far as this node knows. Never blocks. */
    Leadership leadership();

    /**
     * Tells a listener of the present leadership and of every change, until it is closed.
     *
     * @return closes the registration
     */
    Registration onLeadership(LeadershipListener listener);

    /**
     * Asks the leading node, which must be this one, to hand leadership to another node of the
     * site. Returns when it has or when the deadline is over.
     *
     * @param node number of the node that is to lead
     * @return whether that node leads now
     */
    CompletionStage<Boolean> transferLeadership(int node, Duration deadline);

    /** The log in figures. */
    QueueStatus status();

    /** Stops this node's part of the log within a bound of some seconds. Idempotent. */
    @Override
    void close();

    /** A listener's registration. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Ends it; a call under way may still be running. Idempotent. */
        @Override
        void close();
    }
}
