package dev.homeport.dcnode.logic.sync;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * A place in an account's inbox: the epoch of the home that decided it and its number. Numbers go
 * on from one epoch to the next, so that after a lost tail two places may share a number, and the
 * later epoch tells them apart. Ordered by epoch, then number. Text form: {@code EPOCH.NUMBER}.
 * Immutable and thread-safe.
 *
 * @param epoch the epoch, {@link Epoch#NONE} before the first place
 * @param n the number, from 1; 0 before the first place
 */
public record SyncKey(Epoch epoch, long n) implements Comparable<SyncKey> {

    /** Before the first place of every inbox. */
    public static final SyncKey START = new SyncKey(Epoch.NONE, 0);

    private static final Pattern FORM =
            Pattern.compile("(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,17})");

    /**
     * Makes a key.
     *
     * @throws IllegalArgumentException if only one of the two is none
     */
    public SyncKey {
        if (n < 0 || (n == 0) != epoch.equals(Epoch.NONE)) {
            throw new IllegalArgumentException(
                    "key: " + epoch + "." + n + " is not a sync key; the first of all is 0.0");
        }
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the text is not of the form {@code EPOCH.NUMBER}
     */
    public static SyncKey parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "key: "
                            + Quoted.of(text)
                            + " is not a sync key; use one that a sync gave you, or 0.0 to begin"
                            + " with");
        }
        return new SyncKey(
                new Epoch(Long.parseLong(matcher.group(1))), Long.parseLong(matcher.group(2)));
    }

    /** The place after this one, as the home of an epoch decides it. */
    public SyncKey next(Epoch home) {
        return new SyncKey(home, n + 1);
    }

    /** Tells whether this place comes after the other. */
    public boolean isAfter(SyncKey other) {
        return compareTo(other) > 0;
    }

    /**
     * Tells whether this place comes right after the other, with no later home in between that may
     * have inherited less.
     */
    public boolean isNextAfter(SyncKey other) {
        return n == other.n + 1 && (other.equals(START) || epoch.equals(other.epoch));
    }

    @Override
    public int compareTo(SyncKey other) {
        var byEpoch = epoch.compareTo(other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(n, other.n);
    }

    @Override
    public String toString() {
        return epoch + "." + n;
    }
}
