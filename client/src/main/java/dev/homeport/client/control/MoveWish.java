package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The wish to move homes. Immutable.
 *
 * @param requestId the name of the wish: however often it is sent under it, one move comes of it
 * @param kind which way
 * @param site the site that is evacuated or lost, or that gets its homes back
 * @param to where an evacuation or a takeover leads; without it, the control plane chooses
 * @param fence why it is certain that the lost site acknowledges nothing more, if somebody vouches
 *     for that: then a takeover does not wait until its leases have run out
 * @param expectedVersion the version of the routing table that the wish was made for; at another
 *     one it is refused
 * @param reason why, for those who read the record later
 */
public record MoveWish(
        String requestId,
        MoveKind kind,
        SiteId site,
        Optional<SiteId> to,
        Optional<String> fence,
        OptionalLong expectedVersion,
        String reason) {

    /** The same wish for one version of the routing table. */
    public MoveWish at(long version) {
        return new MoveWish(requestId, kind, site, to, fence, OptionalLong.of(version), reason);
    }
}
