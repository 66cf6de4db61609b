package dev.homeport.coordinator.allocation;

/**
 * How many sequence numbers a site keeps in hand, so that it can go on registering accounts while
 * the coordinator is out of reach. Immutable and thread-safe.
 *
 * <p>A grant is twice the reserve, and the next one is asked for when no more than the reserve is
 * left: a site that has ever been supplied loses the coordinator with at least the reserve in hand.
 *
 * @param peakPerDay how many accounts the site makes on its busiest day
 * @param days how many such days the reserve lasts, at least {@value #MIN_DAYS}
 * @param blockSize how many numbers a node gets at a time
 */
public record ReservePolicy(long peakPerDay, int days, int blockSize) {

    /** The least number of days that a reserve must last. */
    public static final int MIN_DAYS = 30;

    /** The greatest reserve: half of what the coordinator grants at once. */
    public static final long MAX_RESERVE = 1L << 29;

    /** The greatest block of a node. */
    public static final int MAX_BLOCK = 1 << 20;

    /**
     * Makes a policy.
     *
     * @throws IllegalArgumentException if a value is out of range, or the reserve too large
     */
    public ReservePolicy {
        if (days < MIN_DAYS || days > 3_660) {
            throw new IllegalArgumentException(
                    "days: " + days + " is not in " + MIN_DAYS + "..3660");
        }
        if (peakPerDay < 1 || peakPerDay > MAX_RESERVE / days) {
            throw new IllegalArgumentException(
                    "peakPerDay: "
                            + peakPerDay
                            + " for "
                            + days
                            + " days; use 1 to "
                            + MAX_RESERVE / days);
        }
        if (blockSize < 1 || blockSize > MAX_BLOCK) {
            throw new IllegalArgumentException(
                    "blockSize: " + blockSize + " is not in 1.." + MAX_BLOCK);
        }
    }

    /** How many numbers must be in hand before the next grant has to arrive. */
    public long reserve() {
        return Math.max(peakPerDay * days, blockSize);
    }

    /** How many numbers to ask the coordinator for at a time. */
    public long grantSize() {
        return 2 * reserve();
    }
}
