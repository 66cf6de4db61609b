package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A set of sequence numbers as ranges that neither overlap nor touch. Since the coordinator grants
 * ascending ranges that touch, the grants of a whole fleet melt into very few of them. Not
 * thread-safe.
 */
final class Ranges {

    private final TreeMap<Long, Long> endByStart = new TreeMap<>();

    /** Adds a range; what is in the set already stays. */
    void add(IdRange range) {
        var lo = range.lo();
        var hi = range.hi();
        var before = endByStart.floorEntry(lo);
        if (before != null && before.getValue() >= lo) {
            lo = before.getKey();
            hi = Math.max(hi, before.getValue());
        }
        var within = endByStart.subMap(lo, true, hi, true);
        if (!within.isEmpty()) {
            hi = Math.max(hi, within.lastEntry().getValue());
            within.clear();
        }
        endByStart.put(lo, hi);
    }

    /** The ranges of a set that a range shares numbers with, cut to what they share. */
    List<IdRange> overlapping(IdRange range) {
        var shared = new ArrayList<IdRange>();
        var from = endByStart.floorKey(range.lo());
        var candidates =
                endByStart.subMap(from == null ? range.lo() : from, true, range.hi(), false);
        candidates.forEach((start, end) -> {
            var lo = Math.max(start, range.lo());
            var hi = Math.min(end, range.hi());
            if (lo < hi) {
                shared.add(new IdRange(lo, hi));
            }
        });
        return shared;
    }

    /** How many ranges there are. */
    int count() {
        return endByStart.size();
    }

    /** The ranges in ascending order. */
    List<IdRange> toList() {
        return endByStart.entrySet().stream()
                .map(range -> new IdRange(range.getKey(), range.getValue()))
                .toList();
    }
}
