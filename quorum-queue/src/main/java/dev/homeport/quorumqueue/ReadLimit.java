package dev.homeport.quorumqueue;

/**
 * How much one read returns at most. A read returns at least one entry when there is one, however
 * large.
 *
 * @param maxEntries at most so many entries, from 1
 * @param maxBytes no further entry once the payloads together have so many bytes, from 1
 */
public record ReadLimit(int maxEntries, int maxBytes) {

    /** What suits most consumers. */
    public static final ReadLimit DEFAULT = new ReadLimit(1024, 1024 * 1024);

    /**
     * Makes a limit.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ReadLimit {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "read limit: "
                            + maxEntries
                            + " entries and "
                            + maxBytes
                            + " bytes; both are at least 1");
        }
    }
}
