package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The wish to move homes. Immutable.
 *
 * @param requestId the name of the wish: however often it is sent under it, one move comes of it
 * @param kind which way
 * @param site the site that is evacuated, or that gets its homes back
 * @param to where an evacuation leads; without it, the control plane chooses
 * @param expectedVersion the version of the routing table that the wish was made for; at another
 *     one it is refused
 * @param reason why, for those who read the record later
 */
public record MoveWish(
        String requestId,
        MoveKind kind,
        SiteId site,
        Optional<SiteId> to,
        OptionalLong expectedVersion,
        String reason) {

    /** The same wish for one version of the routing table. */
    public MoveWish at(long version) {
        return new MoveWish(requestId, kind, site, to, OptionalLong.of(version), reason);
    }
}
