package dev.homeport.dcnode.link.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One step under way: the time, and what is wanted so far. */
final class Turn {

    private final long nowNanos;
    private final PullSettings settings;
    private final RandomGenerator chance;
    private final List<PullEffect> effects = new ArrayList<>();

    Turn(long nowNanos, PullSettings settings, RandomGenerator chance) {
        this.nowNanos = nowNanos;
        this.settings = settings;
        this.chance = chance;
    }

    long nowNanos() {
        return nowNanos;
    }

    PullSettings settings() {
        return settings;
    }

    void want(PullEffect effect) {
        effects.add(effect);
    }

    void warn(String text) {
        effects.add(new PullEffect.Warn(text));
    }

    List<PullEffect> effects() {
        return effects;
    }

    /** Whether a moment was at least so long ago. */
    boolean past(long sinceNanos, long millis) {
        return nowNanos - sinceNanos >= TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean reached(long atNanos) {
        return nowNanos - atNanos >= 0;
    }

    /** A moment between half of so many milliseconds from now and the whole. */
    long jittered(long millis) {
        var nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        return nowNanos + nanos / 2 + chance.nextLong(nanos / 2 + 1);
    }

    /** When to try again what has failed so often in a row. */
    long retryNanos(int failures) {
        return nowNanos + settings.backoff().delay(failures, chance).toNanos();
    }
}
