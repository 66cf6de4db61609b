package dev.homeport.quorumqueue.adapter.ratis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a replica from telling a leader that it has what a power cut could still take from it. The
 * engine answers an append that is sent again, while its first copy waits for the disk, at once:
 * the leader would count that answer, and could acknowledge what only its own disk has.
 *
 * <p>Such an answer is held until the log is flushed so far, as the first copy's is. When that
 * takes too long it becomes "send again from where my log is flushed". Only lowering the index
 * would not do: a leader (Ratis 3.3.0) sends nothing again after a success, and heartbeats confirm
 * no index, so an idle log would stay uncommitted; nor does a leader go back after an error of a
 * call that it has given up already.
 */
final class FlushedReplies<Q, R> extends SimpleForwardingServerCall<Q, R> {

    private static final Logger LOG = LoggerFactory.getLogger(FlushedReplies.class);

    private static final long PAUSE_NANOS = 1_000_000;

    private final LongSupplier flushedIndex;
    private final Duration patience;

    /**
     * Wraps a call.
     *
     * @param flushedIndex how far the log is flushed
     * @param patience how long an answer is held; less than a leader waits for it
     */
    FlushedReplies(ServerCall<Q, R> call, LongSupplier flushedIndex, Duration patience) {
        super(call);
        this.flushedIndex = flushedIndex;
        this.patience = patience;
    }

    @Override
    public void sendMessage(R message) {
        if (message instanceof AppendEntriesReplyProto reply
                && reply.getResult() == AppendResult.SUCCESS
                && !awaitFlushed(reply.getMatchIndex())) {
            super.sendMessage(sendAgain(reply));
            return;
        }
        super.sendMessage(message);
    }

    private boolean awaitFlushed(long index) {
        var begin = System.nanoTime();
        while (flushedIndex.getAsLong() < index) {
            if (System.nanoTime() - begin >= patience.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    @SuppressWarnings("unchecked") // of the very type of the message that it stands for
    private R sendAgain(AppendEntriesReplyProto reply) {
        var flushed = flushedIndex.getAsLong();
        LOG.warn(
                "log index {} was sent again and is not flushed after {}: asks for it once more,"
                        + " from index {}",
                reply.getMatchIndex(),
                patience,
                flushed + 1);
        return (R)
                reply.toBuilder()
                        .setServerReply(reply.getServerReply().toBuilder().setSuccess(false))
                        .setResult(AppendResult.INCONSISTENCY)
                        .setNextIndex(flushed + 1)
                        .setMatchIndex(-1)
                        .build();
    }
}
