package dev.homeport.quorumqueue;

/**
 * An entry before it has a place in a stream: what its author decides. Immutable and thread-safe.
 *
 * @param type what kind of fact it is, 1 to {@value #MAX_TYPE}; the queue's users number them
 * @param formatVersion version of the payload's format, 0 to {@value #MAX_FORMAT_VERSION}
 * @param id derived from the request that caused it
 * @param payload the fact itself, opaque to the queue
 */
public record Draft(int type, int formatVersion, EntryId id, Payload payload) {

    /** The greatest entry type. */
    public static final int MAX_TYPE = 0xFFFF;

    /** The greatest format version. */
    public static final int MAX_FORMAT_VERSION = 0xFF;

    /**
     * Makes a draft.
     *
     * @throws IllegalArgumentException if type or format version is out of its range
     */
    public Draft {
        if (type < 1 || type > MAX_TYPE) {
            throw new IllegalArgumentException(
                    "type: " + type + " of entry " + id + " is not in 1.." + MAX_TYPE);
        }
        if (formatVersion < 0 || formatVersion > MAX_FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "formatVersion: "
                            + formatVersion
                            + " of entry "
                            + id
                            + " is not in 0.."
                            + MAX_FORMAT_VERSION);
        }
    }
}
