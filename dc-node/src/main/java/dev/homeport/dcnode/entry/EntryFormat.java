package dev.homeport.dcnode.entry;

import dev.homeport.quorumqueue.Draft;

/** How entries become bytes and bytes entries. Implementations are stateless and thread-safe. */
public interface EntryFormat {

    /** Tells whether entries of a type and format version can be read. */
    boolean knows(int type, int formatVersion);

    /** The draft of an entry, ready to be appended; equal entries give equal drafts. */
    Draft encode(SiteEntry entry);

    /**
     * Reads an entry.
     *
     * @throws UnreadableEntryException if the bytes are of a format, or the entry of a type, that
     *     this release does not know, or if they are no entry of that type and id
     */
    SiteEntry decode(Draft draft) throws UnreadableEntryException;
}
