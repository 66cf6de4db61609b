package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteLog;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where the mirrors of one origin end here, by incarnation. */
final class MirrorEnds {

    private record End(long offset, @Nullable RunningHash hash) {}

    private static final End NOTHING = new End(0, null);

    private final NavigableMap<Long, End> ends = new TreeMap<>();

    long offset(long incarnation) {
        return ends.getOrDefault(incarnation, NOTHING).offset();
    }

    /** Learns of an end; one that is below what is known already is older, and says nothing. */
    void learn(StreamEnd end) {
        var incarnation = end.stream().incarnation();
        if (end.lastOffset() >= offset(incarnation)) {
            ends.put(incarnation, new End(end.lastOffset(), end.hash()));
        }
    }

    /** Believes the log that this is the next offset, whatever was known. */
    void correct(long incarnation, long nextOffset) {
        ends.put(incarnation, new End(nextOffset - 1, null));
    }

    /** How many entries exist there that are not here. */
    long missing(Word word) {
        var missing = 0L;
        for (var there : word.ends()) {
            var here = offset(there.stream().incarnation());
            missing += Math.max(0, there.lastOffset() - here);
        }
        return missing;
    }

    /** The first stream whose end is the same offset there as here, but another entry. */
    Optional<StreamEnd> contradiction(Word word) {
        for (var there : word.ends()) {
            var here = ends.getOrDefault(there.stream().incarnation(), NOTHING);
            if (here.offset() > 0
                    && here.offset() == there.lastOffset()
                    && here.hash() != null
                    && !here.hash().equals(there.hash())) {
                return Optional.of(there);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the newest stream that is mirrored here ends there before it does here. An older one
     * may for ever, where an origin was put back from a copy.
     */
    boolean isAheadOf(Word word) {
        var newest = ends.lastEntry();
        return newest != null && word.endOf(newest.getKey()) < newest.getValue().offset();
    }

    /** The first stream that ends there before it does here. */
    Optional<StreamEnd> shorter(Word word) {
        for (var there : word.ends()) {
            if (there.lastOffset() < offset(there.stream().incarnation())) {
                return Optional.of(there);
            }
        }
        return Optional.empty();
    }

    /**
     * The streams that exist there and how far they are here decide which comes next.
     *
     * @param limits up to where a stream is wanted
     */
    Optional<StreamEnd> next(Word word, ToLongFunction<SiteLog> limits) {
        Optional<StreamEnd> newest = Optional.empty();
        for (var there : word.ends()) {
            var here = offset(there.stream().incarnation());
            var limit = limits.applyAsLong(there.stream());
            if (here >= limit) {
                continue;
            }
            if (there.lastOffset() > here) {
                return Optional.of(there);
            }
            newest = Optional.of(there);
        }
        return newest;
    }
}
