package dev.homeport.benchmarks.measurement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Ours divided by a peer's, of the published medians: so whoever reads a report can divide again
 * and finds the same. A rate above 1 and a time below 1 are in our favour. Immutable and
 * thread-safe.
 *
 * @param perSecond of the rates; nothing where the peer's is 0
 * @param p50 of the median times; nothing where the peer's is 0
 * @param p99 of the 99th percentiles; nothing where the peer's is 0
 */
public record Ratio(
        Optional<BigDecimal> perSecond, Optional<BigDecimal> p50, Optional<BigDecimal> p99) {

    private static final int DIGITS = 3;

    /** Divides. */
    public static Ratio of(Summary ours, Summary peer) {
        return new Ratio(
                quotient(ours.perSecond(), peer.perSecond()),
                quotient(ours.p50Millis(), peer.p50Millis()),
                quotient(ours.p99Millis(), peer.p99Millis()));
    }

    private static Optional<BigDecimal> quotient(BigDecimal ours, BigDecimal peer) {
        return peer.signum() == 0
                ? Optional.empty()
                : Optional.of(ours.divide(peer, DIGITS, RoundingMode.HALF_UP));
    }
}
