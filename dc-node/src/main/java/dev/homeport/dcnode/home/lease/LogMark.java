package dev.homeport.dcnode.home.lease;

/**
 * A committed place in a site's own stream: how far it goes and what stands there.
 *
 * @param offset number of the last committed entry, 0 for an empty log
 * @param hash the running hash of the stream up to that entry
 */
public record LogMark(long offset, long hash) {

    /** The mark of an empty log. */
    public static final LogMark START = new LogMark(0, 0);

    /** The later of two marks of one stream. */
    public static LogMark max(LogMark one, LogMark other) {
        return one.offset >= other.offset ? one : other;
    }
}
