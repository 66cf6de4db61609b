package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a link is doing, at one moment. Ages grow while nothing is heard. Immutable and thread-safe.
 *
 * @param origin whose entries are pulled
 * @param state how the link to the origin itself is doing
 * @param via the site from which entries come now: the origin, another one while the origin cannot
 *     be reached, or nothing
 * @param lagEntries how many entries are known to exist that are not here; nothing when none is
 *     known and the origin is not heard, for then there may be some
 * @param lagBytes size of their payloads, when that is known; about
 * @param oldestUnshippedMillis for how long the oldest of them has been waiting: at least so long,
 *     the way through the network not counted; nothing when none is known
 * @param lastHeardMillis how long ago the origin itself was heard last, in answer to what was said
 *     to it; nothing when it never was
 * @param awaits what must be here before the batch that comes next can be appended; nothing when
 *     none waits for that
 * @param mirroredEntries how many entries this process has seen appended since it began
 * @param dials how often a line was dialled since the process began
 * @param detail what an operator should know besides; empty when nothing
 */
public record LinkStatus(
        SiteId origin,
        LinkState state,
        Optional<SiteId> via,
        OptionalLong lagEntries,
        OptionalLong lagBytes,
        OptionalLong oldestUnshippedMillis,
        OptionalLong lastHeardMillis,
        Optional<Needs.Unmet> awaits,
        long mirroredEntries,
        long dials,
        String detail) {}
