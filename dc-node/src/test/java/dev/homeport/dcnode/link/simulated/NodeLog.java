package dev.homeport.dcnode.link.simulated;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.BarrierResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.LeadershipListener;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.QueueStatus;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A site's log as one of its nodes sees it: the log itself, unless the node has fallen behind or
 * keeps no more than the newer entries.
 */
final class NodeLog implements QuorumQueue {

    private final Supplier<QuorumQueue> log;
    private final Map<SiteLog, Long> firstKept = new HashMap<>();
    private Optional<Map<SiteLog, StreamEnd>> frozen = Optional.empty();

    NodeLog(Supplier<QuorumQueue> log) {
        this.log = log;
    }

    /** From now on the node applies nothing and knows no leader. */
    void freeze() {
        frozen = Optional.of(log.get().streams());
    }

    /** The node has caught up. */
    void thaw() {
        frozen = Optional.empty();
    }

    /** Older entries of a stream are not kept. */
    void trim(SiteLog stream, long firstOffset) {
        firstKept.put(stream, firstOffset);
    }

    /** All entries are kept. */
    void keepAll() {
        firstKept.clear();
    }

    @Override
    public Map<SiteLog, StreamEnd> streams() {
        return frozen.orElseGet(log.get()::streams);
    }

    @Override
    public Leadership leadership() {
        return frozen.isPresent()
                ? new Leadership(1, OptionalInt.empty(), false)
                : log.get().leadership();
    }

    @Override
    public StreamSlice readStream(SiteLog stream, long fromOffset, ReadLimit limit) {
        var from = Math.max(fromOffset, firstKept.getOrDefault(stream, 1L));
        return log.get().readStream(stream, from, limit);
    }

    @Override
    public SiteLog ownStream() {
        return log.get().ownStream();
    }

    @Override
    public int node() {
        return log.get().node();
    }

    @Override
    public CompletionStage<AppendResult> append(
            Draft draft, Admission admission, Duration deadline) {
        return log.get().append(draft, admission, deadline);
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        return log.get().mirror(batch, deadline);
    }

    @Override
    public List<JudgedEntry> read(long fromPosition, ReadLimit limit) {
        return log.get().read(fromPosition, limit);
    }

    @Override
    public long lastPosition() {
        return log.get().lastPosition();
    }

    @Override
    public CompletionStage<Long> awaitBeyond(long position, Duration atMost) {
        return log.get().awaitBeyond(position, atMost);
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        return log.get().advanceCursor(name, position, deadline);
    }

    @Override
    public CompletionStage<CursorResult> dropCursor(String name, Duration deadline) {
        return log.get().dropCursor(name, deadline);
    }

    @Override
    public Map<String, Long> cursors() {
        return log.get().cursors();
    }

    @Override
    public CompletionStage<BarrierResult> readBarrier(Duration deadline) {
        return log.get().readBarrier(deadline);
    }

    @Override
    public Registration onLeadership(LeadershipListener listener) {
        return log.get().onLeadership(listener);
    }

    @Override
    public CompletionStage<Boolean> transferLeadership(int node, Duration deadline) {
        return log.get().transferLeadership(node, deadline);
    }

    @Override
    public QueueStatus status() {
        return log.get().status();
    }

    @Override
    public void close() {
        log.get().close();
    }
}
