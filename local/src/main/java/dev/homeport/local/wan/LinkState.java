package dev.homeport.local.wan;

/**
 * One direction of a link at one moment: the state machine that says when bytes arrive. Time is
 * handed in, as nanoseconds of one monotonic clock. Immutable and thread-safe.
 *
 * @param settings what the link is like when open
 * @param condition what it does now
 * @param sinceNanos since when it has been in this condition
 * @param busyUntilNanos when the last byte accepted so far will have been put on the line
 */
public record LinkState(
        LinkSettings settings, LinkCondition condition, long sinceNanos, long busyUntilNanos) {

    /**
     * How much data may wait in front of a line of limited bandwidth, as time: beyond it a sender
     * is held back, so that one bulk transfer cannot put seconds in front of everybody else.
     */
    public static final long LONGEST_QUEUE_NANOS = 200_000_000;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Returns an open link that nothing has passed yet. */
    public static LinkState open(LinkSettings settings, long nowNanos) {
        return new LinkState(settings, LinkCondition.OPEN, nowNanos, nowNanos);
    }

    /** Returns this link in another condition; staying in the same one keeps its age. */
    public LinkState with(LinkCondition next, long nowNanos) {
        return next == condition
                ? this
                : new LinkState(settings, next, nowNanos, Math.max(busyUntilNanos, nowNanos));
    }

    /** Returns this link with other settings; bytes already on their way keep their time. */
    public LinkState with(LinkSettings next) {
        return new LinkState(next, condition, sinceNanos, busyUntilNanos);
    }

    /** Returns the earliest time at which the line takes more bytes; the past if it does now. */
    public long acceptsAtNanos() {
        return busyUntilNanos - LONGEST_QUEUE_NANOS;
    }

    /**
     * Puts bytes on the line.
     *
     * @param bytes how many
     * @param jitterShare from 0 (none) to 1 (the most), drawn by the caller
     */
    public Sent send(int bytes, double jitterShare, long nowNanos) {
        var start = Math.max(nowNanos, busyUntilNanos);
        var end = start + transmissionNanos(bytes);
        var arrival = end + settings.latencyNanos() + (long) (jitterShare * settings.jitterNanos());
        return new Sent(new LinkState(settings, condition, sinceNanos, end), arrival);
    }

    private long transmissionNanos(int bytes) {
        return settings.bytesPerSecond() == LinkSettings.UNLIMITED
                ? 0
                : (long) (bytes * NANOS_PER_SECOND / settings.bytesPerSecond());
    }

    /**
     * Decides about bytes that were sent in this direction and have not been handed over yet.
     *
     * @param opposite the other direction of the same link, which carries the acknowledgements
     * @param arrivalNanos what {@link #send} said
     * @param unacknowledged bytes of the same connection that have arrived since the opposite
     *     direction was cut, these included
     * @param windowBytes how many bytes may be without acknowledgement
     */
    public Verdict verdict(
            LinkState opposite,
            long arrivalNanos,
            long unacknowledged,
            long windowBytes,
            long nowNanos) {
        return switch (condition) {
            case CUT -> Verdict.DROPPED;
            case CUT_ONE_WAY, STALLED -> Verdict.HELD;
            case OPEN -> {
                if (opposite.condition == LinkCondition.CUT_ONE_WAY
                        && unacknowledged > windowBytes) {
                    yield Verdict.HELD;
                }
                // What was held is sent again when the link heals, so it takes the way once more.
                var due = Math.max(arrivalNanos, sinceNanos + settings.latencyNanos());
                yield due - nowNanos <= 0 ? Verdict.DELIVERED : new Verdict.Due(due);
            }
        };
    }

    /**
     * Bytes that were put on the line.
     *
     * @param next the link afterwards
     * @param arrivalNanos when they arrive if the link stays open
     */
    public record Sent(LinkState next, long arrivalNanos) {}
}
