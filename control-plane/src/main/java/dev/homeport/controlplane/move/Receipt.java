package dev.homeport.controlplane.move;

import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;

/**
 * What a takeover may leave behind, as far as it was known when it was decided. Immutable and
 * thread-safe.
 *
 * @param bound how much the lost site may have acknowledged that no other has, in words
 * @param mirrored how far the others had the lost site's stream
 * @param waitsMillis for how long at most the lost site's leases still run, in milliseconds
 * @param fence why an operator attested that the lost site acknowledges nothing more; empty when
 *     nobody did
 */
public record Receipt(
        String bound, List<Mirrored> mirrored, long waitsMillis, Optional<String> fence) {

    /** Nobody can tell before it is counted. */
    public static final String UNBOUNDED = "unbounded";

    /** How long the reason of a fence may be, in characters. */
    public static final int LONGEST_FENCE = 256;

    private static final int MOST_MIRRORED = 256;

    /**
     * How far another site had a stream of the lost one.
     *
     * @param site the other site
     * @param log the lost site's log
     * @param offset the last offset of it that the other site had
     */
    public record Mirrored(SiteId site, SiteLog log, long offset) {}

    /**
     * Makes a receipt.
     *
     * @throws IllegalArgumentException if a bound is broken
     */
    public Receipt {
        mirrored = List.copyOf(mirrored);
        if (waitsMillis < 0 || mirrored.size() > MOST_MIRRORED) {
            throw new IllegalArgumentException(
                    "receipt: it waits "
                            + waitsMillis
                            + " ms and has "
                            + mirrored.size()
                            + " mirrors; it does not wait negative time and has at most "
                            + MOST_MIRRORED);
        }
        if (bound.length() > LONGEST_FENCE
                || fence.filter(why -> why.length() > LONGEST_FENCE).isPresent()) {
            throw new IllegalArgumentException(
                    "receipt: its bound and the reason of its fence have at most "
                            + LONGEST_FENCE
                            + " characters each");
        }
    }
}
