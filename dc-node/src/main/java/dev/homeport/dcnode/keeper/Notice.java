package dev.homeport.dcnode.keeper;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a site stays open after it has learned that homes of its go elsewhere as planned: the
 * time in which its clients connect there and the next home learns of the move. It runs from the
 * first look that asks for it; a node that comes to lead the log gives it anew. It decides nothing:
 * what it answers is an input of the closing's decider, and recorded as such. For one thread.
 */
public final class Notice {

    /** What a client needs for four round trips, and what a table needs to be known everywhere. */
    private static final Duration CONNECTING = Duration.ofSeconds(1);

    private static final int LEASE_PER_NOTICE = 4;

    private final Supplier<Duration> length;
    private final LongSupplier nanoClock;
    private OptionalLong sinceNanos = OptionalLong.empty();
    private boolean askedFor;

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

    /**
     * How long it has to be, and may be: renewals stop at the newer table until the closing, and
     * the lease must outlast that.
     *
     * @param slot within which a site's clients are told to go elsewhere
     * @param lease how long the site's leases last
     */
    public static Duration length(Duration slot, Duration lease) {
        var wanted = CONNECTING.plus(slot);
        var longest = lease.dividedBy(LEASE_PER_NOTICE);
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    /** Tells whether it has been given; the first to ask sets it going. */
    public boolean isOver() {
        askedFor = true;
        var now = nanoClock.getAsLong();
        if (sinceNanos.isEmpty()) {
            sinceNanos = OptionalLong.of(now);
        }
        return now - sinceNanos.getAsLong() >= length.get().toNanos();
    }

    /** A look at what is due is over: if nothing leaves, the next move has a notice of its own. */
    public void looked() {
        if (!askedFor) {
            sinceNanos = OptionalLong.empty();
        }
        askedFor = false;
    }
}
