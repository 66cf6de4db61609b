package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.BarrierResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.LeadershipListener;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.QueueStatus;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.SiteLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * A {@link ModelLog} as the product's readers read a log, and nothing but read. An entry's bytes
 * are its position, from which its {@link #format} finds it. One thread.
 */
final class ModelQueue implements QuorumQueue {

    private static final RunningHash NO_HASH = RunningHash.copyOf(new byte[RunningHash.BYTES]);

    private final SiteLog own;
    private final ModelLog log;
    private final List<JudgedEntry> judged = new ArrayList<>();

    ModelQueue(SiteLog own, ModelLog log) {
        this.own = own;
        this.log = log;
    }

    /** What makes the drafts of this log's entries entries again. */
    EntryFormat format() {
        return new EntryFormat() {
            @Override
            public boolean knows(int type, int formatVersion) {
                return true;
            }

            @Override
            public Draft encode(SiteEntry entry) {
                throw notHere();
            }

            @Override
            public SiteEntry decode(Draft draft) {
                return log.at(draft.payload().asByteBuffer().getLong()).entry();
            }
        };
    }

    private JudgedEntry at(long position) {
        while (judged.size() < position) {
            judged.add(judged(log.at(judged.size() + 1L)));
        }
        return judged.get((int) position - 1);
    }

    private static JudgedEntry judged(Stored stored) {
        var bytes = ByteBuffer.allocate(Long.BYTES).putLong(stored.position()).flip();
        var draft =
                new Draft(
                        stored.entry().type().number(),
                        0,
                        new EntryId("at-" + stored.position()),
                        Payload.copyOf(bytes));
        return new JudgedEntry(
                new Entry(
                        stored.address().stream(),
                        stored.address().offset(),
                        stored.position(),
                        draft,
                        NO_HASH),
                stored.verdict());
    }

    @Override
    public SiteLog ownStream() {
        return own;
    }

    @Override
    public int node() {
        return 1;
    }

    @Override
    public List<JudgedEntry> read(long fromPosition, ReadLimit limit) {
        var entries = new ArrayList<JudgedEntry>();
        var to = Math.min(log.last(), fromPosition + limit.maxEntries() - 1);
        for (var position = fromPosition; position <= to; position++) {
            entries.add(at(position));
        }
        return entries;
    }

    @Override
    public StreamSlice readStream(SiteLog stream, long fromOffset, ReadLimit limit) {
        var entries = new ArrayList<JudgedEntry>();
        for (var stored : log.slice(stream, fromOffset, limit.maxEntries())) {
            entries.add(at(stored.position()));
        }
        return new StreamSlice(stream, NO_HASH, entries);
    }

    @Override
    public long lastPosition() {
        return log.last();
    }

    @Override
    public Map<SiteLog, StreamEnd> streams() {
        var ends = new TreeMap<SiteLog, StreamEnd>();
        log.ends().forEach((stream, end) -> ends.put(stream, new StreamEnd(stream, end, NO_HASH)));
        return ends;
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("a simulated log is only read by this way");
    }

    @Override
    public CompletionStage<AppendResult> append(
            Draft draft, Admission admission, Duration deadline) {
        throw notHere();
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        throw notHere();
    }

    @Override
    public CompletionStage<Long> awaitBeyond(long position, Duration atMost) {
        throw notHere();
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        throw notHere();
    }

    @Override
    public CompletionStage<CursorResult> dropCursor(String name, Duration deadline) {
        throw notHere();
    }

    @Override
    public Map<String, Long> cursors() {
        throw notHere();
    }

    @Override
    public CompletionStage<BarrierResult> readBarrier(Duration deadline) {
        throw notHere();
    }

    @Override
    public Leadership leadership() {
        throw notHere();
    }

    @Override
    public Registration onLeadership(LeadershipListener listener) {
        throw notHere();
    }

    @Override
    public CompletionStage<Boolean> transferLeadership(int node, Duration deadline) {
        throw notHere();
    }

    @Override
    public QueueStatus status() {
        throw notHere();
    }

    @Override
    public void close() {}
}
