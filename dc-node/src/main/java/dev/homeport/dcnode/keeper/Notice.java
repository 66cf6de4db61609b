package dev.homeport.dcnode.keeper;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a site stays open after it has learned that homes of its go elsewhere as planned: the
 * time in which its clients connect there and the next home learns of the move. It runs from the
 * first time that somebody asks; a node that comes to lead the log gives it anew. For one thread.
 */
public final class Notice {

    private final Supplier<Duration> length;
    private final LongSupplier nanoClock;
    private OptionalLong sinceNanos = OptionalLong.empty();

    /**
     * Makes it.
     *
     * @param length how long it is, as of now
     * @param nanoClock never goes back
     */
    public Notice(Supplier<Duration> length, LongSupplier nanoClock) {
        this.length = length;
        this.nanoClock = nanoClock;
    }

    /** A site that gives none. */
    public static Notice none() {
        return new Notice(() -> Duration.ZERO, () -> 0);
    }

    /** Tells whether it has been given; the first to ask sets it going. */
    boolean isOver() {
        var now = nanoClock.getAsLong();
        if (sinceNanos.isEmpty()) {
            sinceNanos = OptionalLong.of(now);
        }
        return now - sinceNanos.getAsLong() >= length.get().toNanos();
    }

    /** Nothing leaves any more: the next move has a notice of its own. */
    void end() {
        sinceNanos = OptionalLong.empty();
    }
}
