package dev.homeport.benchmarks.leases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How old a holder's lease had become each time that a majority of witnesses renewed it: the time
 * from when the grants that it stood on had been asked for. All times are of one monotonic clock,
 * in nanoseconds, and never go back. Used by one thread.
 */
public final class RenewalAges {

    private final int majority;
    private final Map<Long, Long> asked = new HashMap<>();
    private final Map<String, Long> granted = new HashMap<>();
    private final List<Long> renewed = new ArrayList<>();
    private final List<Long> unrenewed = new ArrayList<>();
    private boolean leading;
    private boolean held;
    private long heldSinceNanos;
    private long lastNanos;
    private long ledNanos;

    /**
     * Makes the ages of a holder that does not lead.
     *
     * @param majority how many witnesses have to grant
     */
    public RenewalAges(int majority) {
        this.majority = majority;
    }

    /** The holder leads from now on. */
    public void led(long nowNanos) {
        passed(nowNanos);
        giveUp(nowNanos);
        leading = true;
    }

    /** The holder leads no longer. */
    public void deposed(long nowNanos) {
        passed(nowNanos);
        giveUp(nowNanos);
        leading = false;
    }

    /** Time has passed. */
    public void passed(long nowNanos) {
        if (leading) {
            ledNanos += nowNanos - lastNanos;
        }
        lastNanos = nowNanos;
    }

    /** An ask has gone out. */
    public void asked(long sequence, long nowNanos) {
        asked.put(sequence, nowNanos);
    }

    /** A witness has granted something in answer to an ask. */
    public void granted(String witness, long sequence, long nowNanos) {
        passed(nowNanos);
        var sent = asked.get(sequence);
        if (!leading || sent == null) {
            return;
        }
        granted.merge(witness, sent, Math::max);
        if (granted.size() < majority) {
            return;
        }
        long since =
                granted.values().stream()
                        .sorted(Comparator.reverseOrder())
                        .skip(majority - 1L)
                        .findFirst()
                        .orElse(sent);
        if (!held) {
            held = true;
            heldSinceNanos = since;
        } else if (since > heldSinceNanos) {
            renewed.add(TimeUnit.NANOSECONDS.toMillis(nowNanos - heldSinceNanos));
            heldSinceNanos = since;
        }
    }

    /** The journal ends here: how long the last lease went without a renewal counts, too. */
    public void end() {
        giveUp(lastNanos);
        leading = false;
    }

    /** A holder that gives up was not renewed for so long, and that may be what it gave up for. */
    private void giveUp(long nowNanos) {
        if (leading && held) {
            unrenewed.add(TimeUnit.NANOSECONDS.toMillis(nowNanos - heldSinceNanos));
        }
        held = false;
        granted.clear();
    }

    /** The ages at renewals, in milliseconds, in their order. */
    public List<Long> renewedMillis() {
        return List.copyOf(renewed);
    }

    /** The ages that leases had reached when their holder gave up or the journal ended. */
    public List<Long> unrenewedMillis() {
        return List.copyOf(unrenewed);
    }

    /** For how long the holder led, in nanoseconds. */
    public long ledNanos() {
        return ledNanos;
    }
}
