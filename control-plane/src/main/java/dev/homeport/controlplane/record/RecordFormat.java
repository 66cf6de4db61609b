package dev.homeport.controlplane.record;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryId;

/** How decisions and states become bytes. Implementations are stateless and thread-safe. */
public interface RecordFormat {

    /** Tells whether entries of a type and format version can be read. */
    boolean knows(int type, int formatVersion);

    /** The draft of a decision, ready to be appended; equal decisions give equal drafts. */
    Draft encode(EntryId id, Decision decision);

    /**
     * Reads a decision.
     *
     * @throws IllegalArgumentException if the bytes are none that this release can read
     */
    Decision decode(Entry entry);

    /** Writes a state. */
    byte[] write(Replayed replayed);

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the bytes are none that this release can read
     */
    Replayed read(byte[] bytes);
}
