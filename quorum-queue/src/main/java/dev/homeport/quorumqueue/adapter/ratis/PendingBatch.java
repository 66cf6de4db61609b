package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.proposal.Proposal;
import java.util.List;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** A batch on its way through the engine, together with those who wait for it. */
final class PendingBatch implements Message {

    private final List<Proposal> taken;
    private final List<Proposal> proposals;
    private final ByteString frame;
    private volatile boolean appended;

    PendingBatch(List<Proposal> taken, List<Proposal> proposals, ByteString frame) {
        this.taken = taken;
        this.proposals = proposals;
        this.frame = frame;
    }

    /** What was taken from the batcher and goes back to it when the batch is settled. */
    List<Proposal> taken() {
        return taken;
    }

    /** Those of them that stand in the frame, in its order. */
    List<Proposal> proposals() {
        return proposals;
    }

    /** The engine is about to append it to this node's log: from now on it may get committed. */
    void markAppended() {
        appended = true;
    }

    /** Whether it may have been appended, and so may get committed whatever the engine says. */
    boolean mayBeAppended() {
        return appended;
    }

    @Override
    public ByteString getContent() {
        return frame;
    }
}
