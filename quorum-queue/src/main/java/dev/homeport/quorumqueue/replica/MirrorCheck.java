package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.frame.HashChain;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a mirror batch continues a stream. Used twice: before a batch is appended, to
 * answer early, and when it is applied, where the answer counts.
 */
public final class MirrorCheck {

    private MirrorCheck() {}

    /** What a mirror batch is to the stream. */
    public sealed interface Answer {

        /**
         * It continues the stream.
         *
         * @param skipped how many of its entries are there already
         * @param hashes the stream's running hash after each entry that is new
         */
        record Continues(int skipped, List<RunningHash> hashes) implements Answer {}

        /**
         * It adds nothing.
         *
         * @param result what to say of it
         */
        record Settled(MirrorResult result) implements Answer {}
    }

    /**
     * Compares a batch with the end of its stream.
     *
     * @param end where the stream ends here
     * @param batch the batch
     * @param chain steps the hashes
     */
    public static Answer check(StreamEnd end, MirrorBatch batch, HashChain chain) {
        if (batch.firstOffset() > end.lastOffset() + 1) {
            return new Answer.Settled(new MirrorResult.Gap(end.lastOffset() + 1));
        }
        if (batch.lastOffset() < end.lastOffset()) {
            // It ends before our end, so there is no hash at hand to compare it with.
            return new Answer.Settled(new MirrorResult.Mirrored(end, 0));
        }
        var skipped = (int) (end.lastOffset() + 1 - batch.firstOffset());
        var hash = batch.previousHash();
        var added = new ArrayList<RunningHash>(batch.drafts().size() - skipped);
        for (var i = 0; i < batch.drafts().size(); i++) {
            if (i == skipped && !hash.equals(end.hash())) {
                return diverged(end.lastOffset(), end.hash(), hash);
            }
            hash = chain.next(hash, batch.firstOffset() + i, batch.drafts().get(i));
            if (i >= skipped) {
                added.add(hash);
            }
        }
        if (!hash.equals(batch.lastHash())) {
            return diverged(batch.lastOffset(), hash, batch.lastHash());
        }
        if (added.isEmpty()) {
            return hash.equals(end.hash())
                    ? new Answer.Settled(new MirrorResult.Mirrored(end, 0))
                    : diverged(end.lastOffset(), end.hash(), hash);
        }
        return new Answer.Continues(skipped, added);
    }

    private static Answer diverged(long offset, RunningHash here, RunningHash there) {
        return new Answer.Settled(new MirrorResult.Diverged(offset, here, there));
    }
}
