package dev.homeport.simulation.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/**
 * What happened in a run: the last lines for a reader, and a running hash over all of them, which
 * two runs of one seed must share. One thread.
 */
public final class Trace {

    private static final int LINES_KEPT = 400;
    private static final long PRIME = 0x100000001b3L;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;

    void add(long atNanos, String what) {
        var line = String.format(Locale.ROOT, "%10.6f %s", atNanos / 1e9, what);
        for (var i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * PRIME;
        }
        lines.addLast(line);
        if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
        }
    }

    /** The last lines, oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The hash (FNV-1a, 64 bits) of all lines. */
    public long hash() {
        return hash;
    }
}
