package dev.homeport.client.load;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long things took, by the clients' own histories. What took less than a millisecond took one.
 * Not thread-safe.
 */
public final class LoadTimes {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(2);
    private static final int DIGITS = 3;

    /**
     * How long something took, over all who did it. Immutable.
     *
     * @param count how often
     * @param millis half of them, 99 of 100 and the longest, in milliseconds; nothing if the count
     *     is 0
     */
    public record Spread(long count, Optional<Quantiles> millis) {}

    /**
     * Milliseconds.
     *
     * @param p50 half of all took at most this long
     * @param p99 99 of 100 took at most this long
     * @param max none took longer
     */
    public record Quantiles(long p50, long p99, long max) {}

    private record Request(long sender, String requestId) {}

    private final Map<Long, String> homes;
    private final Map<Request, Long> asked = new HashMap<>();
    private final Map<Boolean, Histogram> acknowledgements = bySameSite();
    private final Map<Boolean, Histogram> deliveries = bySameSite();
    private final Histogram pauses = histogram();
    private final Map<String, Histogram> pausesByHome = new HashMap<>();
    private final Histogram recoveries = histogram();

    private LoadTimes(LoadOutcome outcome) {
        this.homes = outcome.homes();
        outcome.asked()
                .forEach(one -> asked.put(new Request(one.sender(), one.requestId()), one.nanos()));
        var attempts = outcome.histories().attempts();
        var acknowledged = new HashMap<String, Attempt>();
        for (var attempt : attempts) {
            if (attempt.outcome() instanceof Outcome.Acknowledged(var id, _, _, _)) {
                acknowledged.put(id, attempt);
                record(acknowledgements, attempt, attempt.answeredNanos());
            }
        }
        for (Receipt receipt : outcome.histories().receipts()) {
            // What comes twice counts the first time.
            var attempt = acknowledged.remove(receipt.place().messageId());
            if (attempt != null) {
                record(deliveries, attempt, receipt.receivedNanos());
            }
        }
        var bySender = new HashMap<Long, List<Attempt>>();
        attempts.forEach(
                one -> bySender.computeIfAbsent(one.sender(), _ -> new ArrayList<>()).add(one));
        bySender.values().forEach(this::recordWaits);
    }

    /** Works the times of a run out. */
    public static LoadTimes of(LoadOutcome outcome) {
        return new LoadTimes(outcome);
    }

    private static Map<Boolean, Histogram> bySameSite() {
        return Map.of(true, histogram(), false, histogram());
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    private long askedNanos(Attempt attempt) {
        return asked.getOrDefault(
                new Request(attempt.sender(), attempt.requestId()), attempt.answeredNanos());
    }

    private boolean isSameSite(Attempt attempt) {
        return Objects.equals(homes.get(attempt.sender()), homes.get(attempt.recipient()));
    }

    private void record(Map<Boolean, Histogram> into, Attempt attempt, long untilNanos) {
        record(
                Objects.requireNonNull(into.get(isSameSite(attempt)), "both are there"),
                untilNanos - askedNanos(attempt));
    }

    private static void record(Histogram into, long nanos) {
        into.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
    }

    /**
     * The longest time that the user waited for any acknowledgement, and, after each failure, how
     * long it took until one came again.
     */
    private void recordWaits(List<Attempt> ofOne) {
        var ordered = new ArrayList<>(ofOne);
        ordered.sort(Comparator.comparingLong(Attempt::answeredNanos));
        var longest = 0L;
        var lastAcknowledged = Long.MIN_VALUE;
        var failedSince = Long.MAX_VALUE;
        for (var attempt : ordered) {
            var from = Math.max(askedNanos(attempt), lastAcknowledged);
            longest = Math.max(longest, attempt.answeredNanos() - from);
            if (attempt.outcome() instanceof Outcome.Acknowledged) {
                if (failedSince != Long.MAX_VALUE) {
                    record(recoveries, attempt.answeredNanos() - failedSince);
                    failedSince = Long.MAX_VALUE;
                }
                lastAcknowledged = attempt.answeredNanos();
            } else {
                failedSince = Math.min(failedSince, askedNanos(attempt));
            }
        }
        record(pauses, longest);
        var home = homes.get(ofOne.getFirst().sender());
        if (home != null) {
            record(pausesByHome.computeIfAbsent(home, _ -> histogram()), longest);
        }
    }

    /** From the wish to send until the acknowledgement. */
    public Spread acknowledgements(boolean sameSite) {
        return summary(Objects.requireNonNull(acknowledgements.get(sameSite), "both are there"));
    }

    /** From the wish to send until the recipient had it. */
    public Spread deliveries(boolean sameSite) {
        return summary(Objects.requireNonNull(deliveries.get(sameSite), "both are there"));
    }

    /** Per user, the longest wait for an acknowledgement. */
    public Spread pauses() {
        return summary(pauses);
    }

    /** From what a user asked for in vain to the user's next acknowledgement. */
    public Spread recoveries() {
        return summary(recoveries);
    }

    /** Per user, the longest wait for an acknowledgement, of the users of one site. */
    public Spread pausesOf(String home) {
        return summary(pausesByHome.getOrDefault(home, histogram()));
    }

    private static Spread summary(Histogram of) {
        return of.getTotalCount() == 0
                ? new Spread(0, Optional.empty())
                : new Spread(
                        of.getTotalCount(),
                        Optional.of(
                                new Quantiles(
                                        millis(of.getValueAtPercentile(50)),
                                        millis(of.getValueAtPercentile(99)),
                                        millis(of.getMaxValue()))));
    }

    private static long millis(long micros) {
        return micros == 0 ? 0 : Math.max(1, (micros + 500) / 1_000);
    }
}
