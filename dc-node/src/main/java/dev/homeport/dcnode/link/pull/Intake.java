package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Batches that were shipped and wait to be appended, or are being appended: one append at most. */
final class Intake {

    private static final int MOST_BYTES = MirrorBatch.MAX_BYTES / 2;
    private static final int MOST_ENTRIES = MirrorBatch.MAX_ENTRIES / 4;

    /** An append that is not answered by then never will be. */
    private static final long ANSWER_MILLIS = 30_000;

    private record Held(Shipment shipment, long bornNanos) {}

    /** The first batch waits, because something else must be in the log before. */
    record Waiting(SiteLog stream, long firstOffset, Needs.Unmet unmet, long sinceNanos) {}

    private record Append(long number, SiteLog stream, int batches, long sinceNanos) {}

    private final SiteId origin;
    private final Deque<Held> held = new ArrayDeque<>();
    private final RetryWait retryWait = new RetryWait();
    private @Nullable Append append;
    private @Nullable Waiting waiting;
    private long heldBytes;
    private String trouble = "";

    Intake(SiteId origin) {
        this.origin = origin;
    }

    void add(Turn turn, Shipment shipment) {
        var born = turn.nowNanos() - TimeUnit.MILLISECONDS.toNanos(shipment.ageMillis());
        held.add(new Held(shipment, born));
        heldBytes += shipment.bytes();
    }

    long heldBytes() {
        return heldBytes;
    }

    /** For how long the oldest entry here has been waiting for its append. */
    OptionalLong oldestNanos(long nowNanos) {
        var first = held.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(nowNanos - first.bornNanos());
    }

    /** What the first batch waits for, if it does. */
    Optional<Waiting> waiting() {
        return Optional.ofNullable(waiting);
    }

    /** Why the last append failed; empty after one that did not. */
    String trouble() {
        return trouble;
    }

    /** The first batch that is held and not being appended. */
    Optional<Shipment> first() {
        return append == null
                ? Optional.ofNullable(held.peek()).map(Held::shipment)
                : Optional.empty();
    }

    /** The offset that follows what is held of a stream, if something is. */
    OptionalLong next(SiteLog stream) {
        var last = held.peekLast();
        return last != null && last.shipment().stream().equals(stream)
                ? OptionalLong.of(last.shipment().lastOffset() + 1)
                : OptionalLong.empty();
    }

    /** Forgets what is not being appended. */
    void forget() {
        var kept = append == null ? 0 : append.batches();
        while (held.size() > kept) {
            heldBytes -= held.removeLast().shipment().bytes();
        }
        if (held.isEmpty()) {
            waiting = null;
        }
    }

    /** Forgets everything; an append under way is not waited for. */
    void clear() {
        append = null;
        forget();
    }

    /**
     * Forgets what the mirror has.
     *
     * @return weight of the batches of a round among it
     */
    long prune(MirrorEnds mine, long round) {
        var weight = 0L;
        while (append == null && !held.isEmpty()) {
            var first = held.getFirst().shipment();
            if (first.lastOffset() > mine.offset(first.stream().incarnation())) {
                break;
            }
            held.removeFirst();
            heldBytes -= first.bytes();
            weight += first.round() == round ? first.weight() : 0;
        }
        if (held.isEmpty()) {
            // What could not be appended is there, by whatever way.
            appended();
        }
        return weight;
    }

    /**
     * Wants the next append, if one can be made now: nothing is appended before what it needs is
     * there.
     *
     * @param ends where each stream ends in the log here
     */
    void appendNext(Turn turn, LongSupplier numbers, ToLongFunction<SiteLog> ends) {
        var under = append;
        waiting = under == null && !held.isEmpty() ? waits(turn, ends) : null;
        if (under != null) {
            if (turn.past(under.sinceNanos(), ANSWER_MILLIS)) {
                delayed(turn, "the log has not answered for " + ANSWER_MILLIS + " ms");
            }
            return;
        }
        if (held.isEmpty() || waiting != null || !retryWait.isOver(turn)) {
            return;
        }
        var first = held.getFirst().shipment();
        var next = first.firstOffset();
        var bytes = 0L;
        var entries = 0;
        var batches = 0;
        for (var each : held) {
            var shipment = each.shipment();
            if (batches > 0
                    && (!shipment.stream().equals(first.stream())
                            || shipment.firstOffset() != next
                            || shipment.needs().firstUnmet(ends).isPresent()
                            || bytes + shipment.bytes() > MOST_BYTES
                            || entries + shipment.entries() > MOST_ENTRIES)) {
                break;
            }
            next = shipment.lastOffset() + 1;
            bytes += shipment.bytes();
            entries += shipment.entries();
            batches++;
        }
        var number = numbers.getAsLong();
        append = new Append(number, first.stream(), batches, turn.nowNanos());
        turn.want(
                new PullEffect.Append(
                        number, origin, first.stream(), first.firstOffset(), next - 1));
    }

    private @Nullable Waiting waits(Turn turn, ToLongFunction<SiteLog> ends) {
        var first = held.getFirst().shipment();
        var unmet = first.needs().firstUnmet(ends);
        if (unmet.isEmpty()) {
            return null;
        }
        var before = waiting;
        var sinceNanos = turn.nowNanos();
        if (before != null
                && before.stream().equals(first.stream())
                && before.firstOffset() == first.firstOffset()) {
            sinceNanos = before.sinceNanos();
        }
        return new Waiting(first.stream(), first.firstOffset(), unmet.get(), sinceNanos);
    }

    /** The stream that an append goes to, if it is the one under way. */
    Optional<SiteLog> appending(long number) {
        var under = append;
        return under != null && under.number() == number
                ? Optional.of(under.stream())
                : Optional.empty();
    }

    /** What is being appended. */
    Optional<MirrorBatch> batch() {
        var under = append;
        if (under == null) {
            return Optional.empty();
        }
        var drafts = new ArrayList<Draft>();
        var first = held.getFirst().shipment();
        var last = first;
        var left = under.batches();
        for (var each : held) {
            if (left-- == 0) {
                break;
            }
            last = each.shipment();
            drafts.addAll(last.drafts());
        }
        return Optional.of(
                new MirrorBatch(
                        first.stream(),
                        first.firstOffset(),
                        first.previousHash(),
                        drafts,
                        last.lastHash()));
    }

    /** The append is settled and the mirror holds it. */
    void appended() {
        append = null;
        trouble = "";
        retryWait.end();
    }

    /** The append is settled, or given up, and must be tried again. */
    void delayed(Turn turn, String reason) {
        append = null;
        trouble = reason;
        retryWait.fail(turn);
    }
}
