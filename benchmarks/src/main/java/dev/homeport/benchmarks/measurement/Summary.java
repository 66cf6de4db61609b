package dev.homeport.benchmarks.measurement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * One system at one setting over all its rounds, in the numbers that are published. Immutable and
 * thread-safe.
 *
 * @param rounds in the order in which they were run, at least one
 */
public record Summary(List<Round> rounds) {

    private static final int PER_SECOND_DIGITS = 1;
    private static final int MILLIS_DIGITS = 3;

    /**
     * Makes a summary.
     *
     * @throws IllegalArgumentException if there is no round
     */
    public Summary {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds: there are none; measure at least one");
        }
    }

    /** How many operations were acknowledged in all rounds. */
    public long acknowledged() {
        return rounds.stream().mapToLong(Round::acknowledged).sum();
    }

    /** How many were not. */
    public long failed() {
        return rounds.stream().mapToLong(Round::failed).sum();
    }

    /** The median over rounds of acknowledged operations a second. */
    public BigDecimal perSecond() {
        return rounded(Median.of(rounds.stream().mapToDouble(Round::perSecond)), PER_SECOND_DIGITS);
    }

    /** Acknowledged operations a second in each round. */
    public List<BigDecimal> perSecondOfRounds() {
        return rounds.stream().map(round -> rounded(round.perSecond(), PER_SECOND_DIGITS)).toList();
    }

    /** The median over rounds of the rounds' median times. */
    public BigDecimal p50Millis() {
        return medianMillis(Round::p50Nanos);
    }

    /** The median over rounds of the rounds' 99th percentiles. */
    public BigDecimal p99Millis() {
        return medianMillis(Round::p99Nanos);
    }

    /** The longest time in any round. */
    public BigDecimal maxMillis() {
        return millis(rounds.stream().mapToDouble(Round::maxNanos).max().orElseThrow());
    }

    private BigDecimal medianMillis(ToLongFunction<Round> nanos) {
        return millis(Median.of(rounds.stream().mapToDouble(r -> (double) nanos.applyAsLong(r))));
    }

    private static BigDecimal millis(double nanos) {
        return rounded(nanos / TimeUnit.MILLISECONDS.toNanos(1), MILLIS_DIGITS);
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
