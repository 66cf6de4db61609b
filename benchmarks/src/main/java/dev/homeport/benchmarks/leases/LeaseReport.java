package dev.homeport.benchmarks.leases;

import java.util.List;
import java.util.Optional;

/**
 * What the journals of a fleet say of lease lengths and time limits. Immutable.
 *
 * @param leases of lease holders
 * @param silences of observers
 */
public record LeaseReport(Part leases, Part silences) {

    /** The lengths and limits that are tried, in milliseconds. */
    public static final List<Long> LIMITS =
            List.of(500L, 1_000L, 1_500L, 2_000L, 3_000L, 4_000L, 5_000L, 7_500L, 10_000L, 15_000L);

    private static final int PERCENT = 100;
    private static final int HALF = 50;
    private static final int ALMOST_ALL = 99;

    /**
     * One kind of journal.
     *
     * @param journals how many were read
     * @param coveredNanos over what time: of leading, or of looking
     * @param times renewals' ages or silences, in milliseconds, in ascending order
     * @param curve how often each limit would have been passed
     */
    public record Part(int journals, long coveredNanos, List<Long> times, Curve curve) {

        /** Makes a part. */
        public Part {
            times = times.stream().sorted().toList();
        }

        /** Half of the times are at most this. */
        public Optional<Long> p50() {
            return percentile(HALF);
        }

        /** 99 of 100 of the times are at most this. */
        public Optional<Long> p99() {
            return percentile(ALMOST_ALL);
        }

        /** The longest of the times. */
        public Optional<Long> longest() {
            return percentile(PERCENT);
        }

        private Optional<Long> percentile(int percent) {
            return times.isEmpty()
                    ? Optional.empty()
                    : Optional.of(times.get(Math.ceilDiv(times.size() * percent, PERCENT) - 1));
        }
    }
}
