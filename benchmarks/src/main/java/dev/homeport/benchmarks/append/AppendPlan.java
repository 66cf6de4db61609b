package dev.homeport.benchmarks.append;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * What was asked for. Immutable and thread-safe.
 *
 * @param rounds how many rounds each system is measured for, besides one to warm up
 * @param seconds for how long a round starts appends
 * @param inFlight how many appends are under way at once; each is measured with stores of its own
 * @param diskMebibytes how much disk all stores that exist at once may take
 */
public record AppendPlan(
        int rounds, BigDecimal seconds, List<Integer> inFlight, int diskMebibytes) {

    /** Size of an entry's payload. */
    public static final int ENTRY_BYTES = 1024;

    /** Replicas of every system. */
    public static final int REPLICAS = 3;

    private static final int MOST_ROUNDS = 100;
    private static final BigDecimal LEAST_SECONDS = new BigDecimal("0.1");
    private static final BigDecimal MOST_SECONDS = new BigDecimal("300");
    private static final int MOST_IN_FLIGHT = 4096;
    private static final int MOST_SETTINGS = 8;
    private static final int LEAST_MEBIBYTES = 2048;
    private static final int MOST_MEBIBYTES = 1024 * 1024;

    /**
     * Makes a plan.
     *
     * @throws IllegalArgumentException if one of the numbers is out of its range
     */
    public AppendPlan {
        inFlight = List.copyOf(inFlight);
        within("rounds", rounds, 1, MOST_ROUNDS);
        if (seconds.compareTo(LEAST_SECONDS) < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
            throw new IllegalArgumentException(
                    "seconds: "
                            + seconds
                            + " is out of range; use "
                            + LEAST_SECONDS
                            + " to "
                            + MOST_SECONDS);
        }
        if (inFlight.isEmpty()
                || inFlight.size() > MOST_SETTINGS
                || new HashSet<>(inFlight).size() < inFlight.size()) {
            throw new IllegalArgumentException(
                    "in-flight: "
                            + inFlight
                            + "; use 1 to "
                            + MOST_SETTINGS
                            + " different numbers, separated by commas");
        }
        inFlight.forEach(number -> within("in-flight", number, 1, MOST_IN_FLIGHT));
        within("disk-mib", diskMebibytes, LEAST_MEBIBYTES, MOST_MEBIBYTES);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is out of range; use " + least + " to " + most);
        }
    }

    /** The most that are under way at once at any time. */
    public int mostInFlight() {
        return inFlight.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** For how long a round starts appends. */
    public Duration roundLength() {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    /** How much disk all stores that exist at once may take, in bytes. */
    public long diskBytes() {
        return diskMebibytes * 1024L * 1024;
    }

    /**
     * How many appends a round starts at most, so that the stores stay within the disk they may
     * take. A fast system ends its rounds sooner; its rate is no other for that.
     *
     * @param systems how many systems are measured
     * @param system one of them
     */
    public long mostAppendsPerRound(int systems, SystemFacts system) {
        var bytes = diskBytes() / systems - system.diskBytesAtStart();
        return Math.max(1, bytes / (rounds + 1) / system.diskBytesPerEntry());
    }
}
