package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a takeover leaves behind: what the lost site has acknowledged alone. Immutable.
 *
 * @param bound how much that is at most; {@link #UNBOUNDED} when nobody can tell before
 * @param waitsMillis how long the takeover waits until the lost site's leases have run out, in
 *     milliseconds, if it is known
 * @param mirrored what the other sites have of the lost site's logs
 * @param fence why nothing is waited for, if somebody has vouched for that
 */
public record Receipt(
        String bound, OptionalLong waitsMillis, List<Mirrored> mirrored, Optional<String> fence) {

    /** Nobody can tell how much; it is counted when the lost site is back. */
    public static final String UNBOUNDED = "unbounded";

    /** Makes a receipt. */
    public Receipt {
        mirrored = List.copyOf(mirrored);
    }

    /**
     * How much of a lost site's log another site has.
     *
     * @param site the other site
     * @param log the log, such as {@code shanghai#1}
     * @param position the last entry of it that is there
     */
    public record Mirrored(SiteId site, String log, long position) {}
}
