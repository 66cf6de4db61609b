package dev.homeport.benchmarks.leases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How often a limit would have been passed, for each of several limits. Immutable.
 *
 * @param points in the order of their limits
 */
public record Curve(List<Point> points) {

    private static final BigDecimal HOUR_NANOS = BigDecimal.valueOf(TimeUnit.HOURS.toNanos(1));
    private static final int DIGITS = 2;

    /** A lease is not counted for the last of so many equal parts of its length. */
    private static final int MARGIN_DIVISOR = 20;

    /** Makes a curve. */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * What one limit would have done.
     *
     * @param limitMillis the limit
     * @param count how often it would have been passed
     * @param perHour how often an hour; nothing when no time was covered
     */
    public record Point(long limitMillis, long count, Optional<BigDecimal> perHour) {}

    /**
     * How often leases of some lengths would have lapsed: a holder stops to count one a margin of a
     * twentieth before its end.
     *
     * @param ages how old leases have become, in milliseconds
     * @param coveredNanos over what time
     * @param budgets the lengths, in milliseconds
     */
    public static Curve ofLapses(
            Collection<Long> ages, long coveredNanos, Collection<Long> budgets) {
        return new Curve(
                budgets.stream()
                        .map(budget -> {
                            var counted = budget - budget / MARGIN_DIVISOR;
                            return point(
                                    budget,
                                    ages.stream().filter(age -> age >= counted).count(),
                                    coveredNanos);
                        })
                        .toList());
    }

    /**
     * How often a silence would have been taken for a loss.
     *
     * @param silences how long they were, in milliseconds
     * @param coveredNanos over what time
     * @param limits how long a silence has to be, in milliseconds
     */
    public static Curve ofLosses(
            Collection<Long> silences, long coveredNanos, Collection<Long> limits) {
        return new Curve(
                limits.stream()
                        .map(limit ->
                                point(
                                        limit,
                                        silences.stream().filter(each -> each >= limit).count(),
                                        coveredNanos))
                        .toList());
    }

    private static Point point(long limit, long count, long coveredNanos) {
        return new Point(
                limit,
                count,
                Optional.of(coveredNanos)
                        .filter(covered -> covered > 0)
                        .map(covered ->
                                HOUR_NANOS
                                        .multiply(BigDecimal.valueOf(count))
                                        .divide(
                                                BigDecimal.valueOf(covered),
                                                DIGITS,
                                                RoundingMode.HALF_UP)));
    }
}
