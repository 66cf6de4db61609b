package dev.homeport.benchmarks.leases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * For how long addresses that an observer asks have been silent: each silence from the last answer
 * to the last question that was missed, if at least so many in a row were. What never answered is
 * not counted: it did not fall silent. Times are of one monotonic clock, in nanoseconds. Used by
 * one thread.
 */
public final class Silences {

    private static final class Face {
        private long answeredNanos;
        private long missedNanos;
        private int misses;
    }

    private final int fewestMisses;
    private final Map<String, Face> faces = new HashMap<>();
    private final List<Long> silences = new ArrayList<>();
    private long firstNanos;
    private long lastNanos;
    private boolean begun;

    /**
     * Makes those of an observer that has asked nobody.
     *
     * @param fewestMisses how many questions in a row have to be missed
     */
    public Silences(int fewestMisses) {
        this.fewestMisses = fewestMisses;
    }

    /** An address has answered. */
    public void answered(String address, long nowNanos) {
        passed(nowNanos);
        var face = faces.computeIfAbsent(address, _ -> new Face());
        close(face);
        face.answeredNanos = nowNanos;
    }

    /** An address has not answered. */
    public void missed(String address, long nowNanos) {
        passed(nowNanos);
        var face = faces.get(address);
        if (face != null) {
            face.misses++;
            face.missedNanos = nowNanos;
        }
    }

    /** The journal ends here, and so do the silences. */
    public void end() {
        faces.values().forEach(this::close);
    }

    private void close(Face face) {
        if (face.misses >= fewestMisses) {
            silences.add(TimeUnit.NANOSECONDS.toMillis(face.missedNanos - face.answeredNanos));
        }
        face.misses = 0;
    }

    private void passed(long nowNanos) {
        if (!begun) {
            begun = true;
            firstNanos = nowNanos;
        }
        lastNanos = nowNanos;
    }

    /** How long each was, in milliseconds. */
    public List<Long> millis() {
        return List.copyOf(silences);
    }

    /** For how long the observer looked, in nanoseconds. */
    public long watchedNanos() {
        return lastNanos - firstNanos;
    }
}
