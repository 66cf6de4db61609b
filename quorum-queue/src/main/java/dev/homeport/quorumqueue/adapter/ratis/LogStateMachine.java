package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.AppliedIndex;
import dev.homeport.quorumqueue.adapter.disk.FlushMark;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.quorumqueue.frame.FrameCodec;
import dev.homeport.quorumqueue.frame.FrameException;
import dev.homeport.quorumqueue.proposal.Proposal;
import dev.homeport.quorumqueue.replica.LogState;
import dev.homeport.quorumqueue.replica.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.FileListSnapshotInfo;
import org.jspecify.annotations.Nullable;

/**
 * Applies committed frames: decode, ask whether every entry is known, judge, index, publish. All of
 * it happens in the engine's one applying thread, in log order. Whatever goes wrong stops the
 * replica before the frame counts as applied.
 */
final class LogStateMachine extends BaseStateMachine {

    /** A restart applies again at most about so many bytes and so many records. */
    private static final long SNAPSHOT_BYTES = 64L * 1024 * 1024;

    private static final long SNAPSHOT_RECORDS = 20_000;

    /** Hears of what was applied, in the applying thread. */
    interface Applied {

        /**
         * A frame was applied.
         *
         * @param state the state, to be looked at only during the call
         * @param outcome what the frame did
         * @param waiting who waits for it on this node; none on others
         * @param recordBytes size of the frame's record in bytes
         */
        void applied(LogState state, Outcome outcome, List<Proposal> waiting, int recordBytes);
    }

    private final StoreFolder folder;
    private final LogState state;
    private final AppliedIndex index;
    private final FlushMark flushMark;
    private final StopSwitch stop;
    private final Applied applied;
    private final Runnable leadershipMayHaveChanged;
    private volatile LongSupplier flushedIndex = () -> -1;
    private volatile @Nullable TermIndex snapshot;
    private long bytesSinceSnapshot;
    private long recordsSinceSnapshot;

    LogStateMachine(
            StoreFolder folder,
            LogState state,
            AppliedIndex index,
            FlushMark flushMark,
            @Nullable TermIndex snapshot,
            StopSwitch stop,
            Applied applied,
            Runnable leadershipMayHaveChanged) {
        this.folder = folder;
        this.state = state;
        this.index = index;
        this.flushMark = flushMark;
        this.snapshot = snapshot;
        this.stop = stop;
        this.applied = applied;
        this.leadershipMayHaveChanged = leadershipMayHaveChanged;
        if (snapshot != null) {
            setLastAppliedTermIndex(snapshot);
        }
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
            throws IOException {
        super.initialize(server, group, storage);
        folder.markStarted();
        flushedIndex =
                () -> {
                    try {
                        return server.getDivision(group).getRaftLog().getFlushIndex();
                    } catch (IOException e) {
                        return -1;
                    }
                };
    }

    /** How far the engine's log is flushed, -1 while there is none. Called by any thread. */
    long flushedIndex() {
        return flushedIndex.getAsLong();
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        var latest = snapshot;
        return latest == null ? null : new FileListSnapshotInfo(List.of(), latest);
    }

    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setStateMachineContext(request.getMessage())
                .build();
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        if (transaction.getStateMachineContext() instanceof PendingBatch batch) {
            batch.markAppended();
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        if (stop.hasStopped()) {
            throw new IllegalStateException("the replica has stopped");
        }
        LogEntryProto record = transaction.getLogEntry();
        var at = TermIndex.valueOf(record);
        var recordBytes = record.getSerializedSize();
        var frame = decode(record);
        mustKnow(frame, at);
        Outcome outcome;
        try {
            outcome = state.apply(frame);
        } catch (RuntimeException e) {
            throw stopped(
                    StopReason.JUDGE_FAILED, "the entries of log index " + at + " failed: " + e, e);
        }
        try {
            if (outcome.added().isPresent()) {
                index.append(at.getIndex(), outcome.added().get());
            }
            flushMark.raise(Math.min(flushedIndex.getAsLong(), at.getIndex()));
        } catch (IOException e) {
            throw stopped(StopReason.DISK_FAILED, "the index cannot be written: " + e, e);
        }
        updateLastAppliedTermIndex(at);
        var waiting =
                transaction.getStateMachineContext() instanceof PendingBatch batch
                        ? batch.proposals()
                        : List.<Proposal>of();
        applied.applied(state, outcome, waiting, recordBytes);
        snapshotWhenDue(at, recordBytes);
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private Frame decode(LogEntryProto record) {
        try {
            return FrameCodec.decode(
                    record.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
        } catch (FrameException e) {
            var reason =
                    switch (e.fault()) {
                        case DAMAGED -> StopReason.CORRUPT_STORE;
                        case UNKNOWN -> StopReason.UNKNOWN_ENTRY;
                    };
            throw stopped(reason, "log index " + record.getIndex() + ": " + e.getMessage(), e);
        }
    }

    private void mustKnow(Frame frame, TermIndex at) {
        var unknown = state.firstUnknown(frame);
        if (unknown.isPresent()) {
            var draft = unknown.get();
            throw stopped(
                    StopReason.UNKNOWN_ENTRY,
                    "entry "
                            + draft.id()
                            + " at log index "
                            + at.getIndex()
                            + " has type "
                            + draft.type()
                            + ", format version "
                            + draft.formatVersion()
                            + ", which this release does not know; it was not applied: start this"
                            + " node with the release that its leader runs",
                    null);
        }
    }

    private IllegalStateException stopped(
            StopReason reason, String detail, @Nullable Throwable cause) {
        stop.stop(reason, detail);
        return new IllegalStateException(detail, cause);
    }

    private void snapshotWhenDue(TermIndex at, int recordBytes) {
        bytesSinceSnapshot += recordBytes;
        recordsSinceSnapshot++;
        // What is not yet fsynced here (two others were faster) must not be in a snapshot: the
        // log would end before it after a power cut.
        if ((bytesSinceSnapshot < SNAPSHOT_BYTES && recordsSinceSnapshot < SNAPSHOT_RECORDS)
                || flushedIndex.getAsLong() < at.getIndex()) {
            return;
        }
        store(at);
    }

    private void store(TermIndex at) {
        try {
            index.store(at.getTerm(), at.getIndex(), state.snapshot());
        } catch (IOException e) {
            throw stopped(StopReason.DISK_FAILED, "a snapshot cannot be written: " + e, e);
        } catch (RuntimeException e) {
            throw stopped(StopReason.JUDGE_FAILED, "the judge gave no snapshot: " + e, e);
        }
        snapshot = at;
        bytesSinceSnapshot = 0;
        recordsSinceSnapshot = 0;
    }

    /** Called when the engine takes records back from its log: none that counts as committed. */
    @Override
    public CompletableFuture<Void> truncate(long fromIndex) {
        var applied = getLastAppliedTermIndex();
        if (applied != null && fromIndex <= applied.getIndex()) {
            throw stopped(
                    StopReason.ENGINE_FAILED,
                    "the consensus engine takes back log index "
                            + fromIndex
                            + ", though it had "
                            + applied
                            + " applied; what follows from it is not kept: start the replica again",
                    null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Message> query(Message request) {
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    /** Called by the engine's applying thread when it ends in good order. */
    @Override
    public void close() {
        var at = getLastAppliedTermIndex();
        if (!stop.hasStopped()
                && recordsSinceSnapshot > 0
                && flushedIndex.getAsLong() >= at.getIndex()) {
            store(at);
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto failedEntry) {
        stop.stop(
                StopReason.DISK_FAILED,
                "the log cannot be written or made durable: "
                        + cause
                        + "; what is durable is not known any more: check the disk");
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        stop.stop(StopReason.ENGINE_FAILED, "the consensus engine has shut itself down");
    }

    @Override
    public void notifyLeaderReady() {
        leadershipMayHaveChanged.run();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        leadershipMayHaveChanged.run();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        leadershipMayHaveChanged.run();
    }
}
