package dev.homeport.quorumqueue.frame;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;

/** One record of the engine's log: what is made durable, committed and applied in one piece. */
public sealed interface Frame {

    /** The entries that it would add, in order; none for a frame that carries no entries. */
    List<Draft> drafts();

    /**
     * Entries of the site's own stream.
     *
     * @param stream the stream, which the replicas compare with what they were formatted as
     * @param drafts the entries, at least one
     */
    record Own(SiteLog stream, List<Draft> drafts) implements Frame {

        /**
         * Makes a frame.
         *
         * @throws IllegalArgumentException if there are no entries
         */
        public Own {
            drafts = List.copyOf(drafts);
            if (drafts.isEmpty()) {
                throw new IllegalArgumentException("drafts: a frame carries at least one entry");
            }
        }
    }

    /**
     * Entries of another stream, if they continue it.
     *
     * @param batch the entries
     */
    record Mirror(MirrorBatch batch) implements Frame {

        @Override
        public List<Draft> drafts() {
            return batch.drafts();
        }
    }

    /**
     * Changes of named cursors.
     *
     * @param changes the changes, at least one
     */
    record Cursors(List<CursorChange> changes) implements Frame {

        /**
         * Makes a frame.
         *
         * @throws IllegalArgumentException if there are no changes
         */
        public Cursors {
            changes = List.copyOf(changes);
            if (changes.isEmpty()) {
                throw new IllegalArgumentException("changes: a frame carries at least one");
            }
        }

        @Override
        public List<Draft> drafts() {
            return List.of();
        }
    }
}
