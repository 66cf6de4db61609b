package dev.homeport.client;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * A place in an inbox, as a site told it: the epoch of the home that decided it, and a number.
 * Ordered by epoch, then number. Text form: {@code EPOCH.NUMBER}. Immutable and thread-safe.
 *
 * @param epoch the epoch, {@link Epoch#NONE} before the first place
 * @param n the number, 0 before the first place
 */
public record SyncKey(Epoch epoch, long n) implements Comparable<SyncKey> {

    /** Before the first place of every inbox. */
    public static final SyncKey START = new SyncKey(Epoch.NONE, 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the text is not of the form {@code EPOCH.NUMBER}
     */
    public static SyncKey parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "key: " + Quoted.of(text) + " is not a sync key; use one that a site gave you");
        }
        return new SyncKey(
                new Epoch(Long.parseLong(matcher.group(1))), Long.parseLong(matcher.group(2)));
    }

    /** Tells whether this place comes after the other. */
    public boolean isAfter(SyncKey other) {
        return compareTo(other) > 0;
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
