package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the streams of an origin are wanted. Immutable.
 *
 * @param paused whether there is a limit at all
 * @param upTo per stream the last offset; of earlier lives of the origin's log everything, of later
 *     ones nothing, and nothing at all when none is named
 */
record Limits(boolean paused, SortedMap<SiteLog, Long> upTo) {

    /** Everything is wanted. */
    static final Limits NONE = new Limits(false, Collections.emptySortedMap());

    /** The last offset that is wanted of a stream. */
    long of(SiteLog stream) {
        var limit = upTo.get(stream);
        if (limit != null) {
            return limit;
        }
        var older = !upTo.isEmpty() && stream.compareTo(upTo.lastKey()) < 0;
        return older || !paused ? Long.MAX_VALUE : 0;
    }

    /** Tells whether a shipment has nothing that is wanted and not here. */
    boolean leavesOut(Shipment shipment, MirrorEnds mine) {
        var here = mine.offset(shipment.stream().incarnation());
        return paused && Math.max(here + 1, shipment.firstOffset()) > of(shipment.stream());
    }

    /**
     * What is to be got from other sites.
     *
     * @param waitedFor what another link has been waiting for too long
     */
    Ways.@Nullable Wanted wanted(MirrorEnds mine, Ways.@Nullable Wanted waitedFor) {
        if (!paused) {
            return waitedFor;
        }
        Optional<SiteId> holder = waitedFor == null ? Optional.empty() : waitedFor.holder();
        return upTo.entrySet().stream()
                .filter(each -> mine.offset(each.getKey().incarnation()) < each.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .map(stream -> new Ways.Wanted(stream.incarnation(), of(stream), holder))
                .orElse(null);
    }
}
