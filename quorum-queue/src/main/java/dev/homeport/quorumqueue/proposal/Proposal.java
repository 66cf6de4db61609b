package dev.homeport.quorumqueue.proposal;

import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.batching.Batcher;
import dev.homeport.quorumqueue.frame.CursorChange;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.quorumqueue.frame.FrameCodec;
import dev.homeport.quorumqueue.replica.Outcome;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Something that asks for a place in the log. Thread-safe. */
public sealed interface Proposal extends Batcher.Unit<Proposal> {

    /** Tells the asker that it failed, or may have. */
    void fail(Setback setback);

    /** Whether the asker has been told already, such as that its deadline is over. */
    boolean isAnswered();

    /**
     * One entry of the site's own stream.
     *
     * @param draft the entry
     * @param result hears what became of it
     */
    record OwnEntry(Draft draft, CompletableFuture<AppendResult> result) implements Proposal {

        @Override
        public int bytes() {
            return FrameCodec.size(draft);
        }

        @Override
        public boolean joins(Proposal previous) {
            return previous instanceof OwnEntry;
        }

        @Override
        public void fail(Setback setback) {
            result.complete(setback);
        }

        @Override
        public boolean isAnswered() {
            return result.isDone();
        }
    }

    /**
     * A batch of another stream, which always has a frame for itself.
     *
     * @param batch the entries
     * @param result hears what became of it
     */
    record Mirror(MirrorBatch batch, CompletableFuture<MirrorResult> result) implements Proposal {

        @Override
        public int bytes() {
            return batch.drafts().stream().mapToInt(FrameCodec::size).sum();
        }

        @Override
        public boolean joins(Proposal previous) {
            return false;
        }

        @Override
        public void fail(Setback setback) {
            result.complete(setback);
        }

        @Override
        public boolean isAnswered() {
            return result.isDone();
        }
    }

    /**
     * A change of a cursor.
     *
     * @param change the change
     * @param result hears what became of it
     */
    record Cursor(CursorChange change, CompletableFuture<CursorResult> result) implements Proposal {

        private static final int FIXED_BYTES = 10;

        @Override
        public int bytes() {
            return FIXED_BYTES + change.name().length();
        }

        @Override
        public boolean joins(Proposal previous) {
            return previous instanceof Cursor;
        }

        @Override
        public void fail(Setback setback) {
            result.complete(setback);
        }

        @Override
        public boolean isAnswered() {
            return result.isDone();
        }
    }

    /**
     * The frame that carries a batch of proposals that join each other.
     *
     * @param own the site's own stream
     */
    static Frame frame(SiteLog own, List<Proposal> batch) {
        return switch (batch.getFirst()) {
            case OwnEntry _ ->
                    new Frame.Own(
                            own,
                            batch.stream().map(OwnEntry.class::cast).map(OwnEntry::draft).toList());
            case Mirror(var entries, _) -> new Frame.Mirror(entries);
            case Cursor _ ->
                    new Frame.Cursors(
                            batch.stream().map(Cursor.class::cast).map(Cursor::change).toList());
        };
    }

    /** Tells every asker of a batch what its frame did; nobody, where another node asked. */
    static void settle(List<Proposal> batch, Outcome outcome) {
        switch (outcome) {
            case Outcome.OwnAdded(var run) -> {
                for (var i = 0; i < batch.size(); i++) {
                    var judged = run.entries().get(i);
                    var entry = judged.entry();
                    ((OwnEntry) batch.get(i))
                            .result()
                            .complete(
                                    new AppendResult.Appended(
                                            entry.address(), entry.position(), judged.verdict()));
                }
            }
            case Outcome.MirrorSeen(var result, _) ->
                    batch.forEach(asker -> ((Mirror) asker).result().complete(result));
            case Outcome.CursorsChanged(var results) -> {
                for (var i = 0; i < batch.size(); i++) {
                    ((Cursor) batch.get(i)).result().complete(results.get(i));
                }
            }
        }
    }
}
