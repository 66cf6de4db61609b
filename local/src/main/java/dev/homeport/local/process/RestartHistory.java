package dev.homeport.local.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of a process that its supervisor remembers. Immutable and thread-safe.
 *
 * @param endsNanos when it ended, oldest first, as far as the policy looks back
 * @param endsInARow how often it ended without having been well for long in between
 */
public record RestartHistory(List<Long> endsNanos, int endsInARow) {

    /** Of a process that has not ended yet. */
    public static final RestartHistory NONE = new RestartHistory(List.of(), 0);

    /** Makes a history. */
    public RestartHistory {
        endsNanos = List.copyOf(endsNanos);
    }

    RestartHistory with(long endNanos, long lookBackNanos, boolean wasWell) {
        var ends = new ArrayList<Long>();
        for (var end : endsNanos) {
            if (endNanos - end <= lookBackNanos) {
                ends.add(end);
            }
        }
        ends.add(endNanos);
        return new RestartHistory(ends, wasWell ? 1 : endsInARow + 1);
    }
}
