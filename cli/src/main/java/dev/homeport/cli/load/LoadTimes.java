package dev.homeport.cli.load;

import dev.homeport.cli.output.Document;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.load.LoadOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long things took, by the clients' own histories. What took less than a millisecond took one.
 * Not thread-safe.
 */
final class LoadTimes {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(2);
    private static final int DIGITS = 3;

    private record Request(long sender, String requestId) {}

    private final Map<Long, String> homes;
    private final Map<Request, Long> asked = new HashMap<>();
    private final Map<Boolean, Histogram> acknowledgements = bySameSite();
    private final Map<Boolean, Histogram> deliveries = bySameSite();
    private final Histogram pauses = histogram();
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

    static LoadTimes of(LoadOutcome outcome) {
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
    }

    Document acknowledgements(boolean sameSite) {
        return summary(Objects.requireNonNull(acknowledgements.get(sameSite), "both are there"));
    }

    Document deliveries(boolean sameSite) {
        return summary(Objects.requireNonNull(deliveries.get(sameSite), "both are there"));
    }

    /** Per user, the longest wait for an acknowledgement. */
    Document pauses() {
        return summary(pauses);
    }

    /** From what a user asked for in vain to the user's next acknowledgement. */
    Document recoveries() {
        return summary(recoveries);
    }

    private static Document summary(Histogram of) {
        var any = of.getTotalCount() > 0;
        return Document.builder()
                .and("count", of.getTotalCount())
                .and("p50", any ? millis(of.getValueAtPercentile(50)) : null)
                .and("p99", any ? millis(of.getValueAtPercentile(99)) : null)
                .and("max", any ? millis(of.getMaxValue()) : null)
                .build();
    }

    private static Long millis(long micros) {
        return micros == 0 ? 0 : Math.max(1, (micros + 500) / 1_000);
    }
}
