package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;

/** What a frame did to the log's state. */
public sealed interface Outcome {

    /**
     * The run of entries that was added, if any.
     *
     * @param stream the stream that grew
     * @param skipped how many entries at the frame's beginning were there already
     * @param previousHash the stream's running hash before the first added entry
     * @param entries the added entries with their verdicts, in order, at least one
     */
    record Added(SiteLog stream, int skipped, RunningHash previousHash, List<JudgedEntry> entries) {

        /** Makes a run. */
        public Added {
            entries = List.copyOf(entries);
        }

        /** Position of the first added entry. */
        public long firstPosition() {
            return entries.getFirst().entry().position();
        }

        /** Offset of the first added entry. */
        public long firstOffset() {
            return entries.getFirst().entry().offset();
        }
    }

    /** The run of entries that was added, if any. */
    Optional<Added> added();

    /**
     * Own entries were added.
     *
     * @param run the entries
     */
    record OwnAdded(Added run) implements Outcome {

        @Override
        public Optional<Added> added() {
            return Optional.of(run);
        }
    }

    /**
     * A mirror batch was looked at.
     *
     * @param result what became of it
     * @param added the entries of it that were new, if any
     */
    record MirrorSeen(MirrorResult result, Optional<Added> added) implements Outcome {}

    /**
     * Cursors were changed.
     *
     * @param results what became of each change, in order
     */
    record CursorsChanged(List<CursorResult> results) implements Outcome {

        /** Makes an outcome. */
        public CursorsChanged {
            results = List.copyOf(results);
        }

        @Override
        public Optional<Added> added() {
            return Optional.empty();
        }
    }
}
