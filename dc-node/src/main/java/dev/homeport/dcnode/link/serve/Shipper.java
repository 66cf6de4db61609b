package dev.homeport.dcnode.link.serve;

import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Cargo;
import dev.homeport.dcnode.link.pull.Credit;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line as the node sees it that serves: what was asked, and what is to be said next. Only
 * committed entries are ever read, for a log shows no others.
 *
 * <p>Thread-safe. {@link #next} may read from disk.
 */
public final class Shipper {

    private static final int MOST_ENTRIES = 1_024;
    private static final int MOST_BATCH_BYTES = 1 << 20;

    private final QuorumQueue queue;
    private final SiteId origin;
    private final StreamTail tail;
    private long echo;
    private boolean wordIsDue = true;
    private long round;
    private @Nullable SiteLog stream;
    private long nextOffset;
    private long shippedWeight;
    private Credit credit = new Credit(0, 1);
    private boolean trimmed;

    /**
     * Makes a shipper; the first word is due.
     *
     * @param queue this node's part of its site's log
     * @param origin whose entries are wanted
     * @param tail when entries came
     */
    public Shipper(QuorumQueue queue, SiteId origin, StreamTail tail) {
        this.queue = queue;
        this.origin = origin;
        this.tail = tail;
    }

    /** Takes what is asked. */
    public synchronized void ask(Ask ask) {
        switch (ask) {
            case Ask.Ship(var number, var incarnation, var from, var granted) -> {
                round = number;
                stream = new SiteLog(origin, incarnation);
                nextOffset = from;
                shippedWeight = 0;
                credit = granted;
                trimmed = false;
            }
            case Ask.More(var number, var granted) -> {
                if (number == round) {
                    credit = granted;
                }
            }
            case Ask.Ping(var number) -> {
                echo = number;
                wordIsDue = true;
            }
        }
    }

    /**
     * What is to be said now.
     *
     * @param nowNanos the monotonic clock
     * @return nothing when nobody waits for a word and there is nothing to ship
     * @throws dev.homeport.quorumqueue.QueueException if the log cannot be read
     */
    public synchronized Optional<Word> next(long nowNanos) {
        var cargo = cargo(nowNanos);
        if (cargo.isEmpty() && !wordIsDue) {
            return Optional.empty();
        }
        wordIsDue = false;
        var ends = ends();
        return Optional.of(
                new Word(
                        echo,
                        ends,
                        queue.leadership().leader().isPresent(),
                        unshipped(ends, nowNanos),
                        cargo));
    }

    private Optional<Cargo> cargo(long nowNanos) {
        var shipped = stream;
        if (shipped == null || trimmed || shippedWeight >= credit.weight()) {
            return Optional.empty();
        }
        var end = queue.streams().get(shipped);
        if (end == null || nextOffset > end.lastOffset()) {
            return Optional.empty();
        }
        var limit = new ReadLimit(MOST_ENTRIES, Math.min(credit.batchBytes(), MOST_BATCH_BYTES));
        var batch = queue.readStream(shipped, nextOffset, limit).toMirrorBatch();
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        if (batch.get().firstOffset() != nextOffset) {
            trimmed = true;
            return Optional.of(new Cargo.Trimmed(round, batch.get().firstOffset()));
        }
        var shipment =
                Shipment.of(
                        round,
                        beforeOpening(batch.get(), limit),
                        tail.ageMillis(shipped, nextOffset, nowNanos));
        nextOffset = shipment.lastOffset() + 1;
        shippedWeight += shipment.weight();
        return Optional.of(shipment);
    }

    /**
     * The part of a batch in front of an opening that is not its first entry. Whoever takes an
     * opening waits for other streams first; what stands in front of it may be what others wait
     * for, and must not wait with it.
     */
    private MirrorBatch beforeOpening(MirrorBatch batch, ReadLimit limit) {
        var drafts = batch.drafts();
        for (var i = 1; i < drafts.size(); i++) {
            if (drafts.get(i).type() == EntryType.HOME_OPENED.number()) {
                return queue.readStream(
                                batch.stream(),
                                batch.firstOffset(),
                                new ReadLimit(i, limit.maxBytes()))
                        .toMirrorBatch()
                        .orElseThrow();
            }
        }
        return batch;
    }

    private List<StreamEnd> ends() {
        return queue.streams().values().stream()
                .filter(end -> end.stream().site().equals(origin))
                .sorted(Comparator.comparing(StreamEnd::stream))
                .toList();
    }

    private Optional<Unshipped> unshipped(List<StreamEnd> ends, long nowNanos) {
        var shipped = stream;
        if (shipped == null) {
            return Optional.empty();
        }
        var end = 0L;
        for (var each : ends) {
            if (each.stream().equals(shipped)) {
                end = each.lastOffset();
            }
        }
        return Optional.of(tail.unshipped(shipped, nextOffset - 1, end, nowNanos));
    }
}
