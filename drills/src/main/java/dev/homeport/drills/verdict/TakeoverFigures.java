package dev.homeport.drills.verdict;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What a takeover cost, in milliseconds. The parts follow each other, from the loss to the last
 * user who writes again, except that the table spreads while leases run out. Immutable.
 *
 * @param stranded how many messages the lost site had acknowledged that the new home had not
 *     inherited
 * @param detectMillis from the loss until the takeover was decided
 * @param tableMillis from the decision until every other site and the router knew the new table
 * @param leaseMillis from the decision until no lease of the lost site could be left
 * @param openMillis from then until all homes were open again
 * @param reconnectMillis from then until the last user was acknowledged again
 * @param neverServed how many users who wrote on were not acknowledged elsewhere at all
 * @param recovery from the loss until a user was acknowledged by another site, over all users of
 *     the lost site
 */
public record TakeoverFigures(
        OptionalLong stranded,
        OptionalLong detectMillis,
        OptionalLong tableMillis,
        OptionalLong leaseMillis,
        OptionalLong openMillis,
        OptionalLong reconnectMillis,
        long neverServed,
        Optional<Quantiles> recovery) {

    /**
     * When what happened, in nanoseconds of the machine's clock; what nobody saw is missing.
     *
     * @param lost when the site was lost
     * @param decided when its takeover was decided
     * @param known when the table was known
     * @param leaseOver when no lease could be left
     * @param opened when all homes were open
     */
    public record Moments(
            long lost,
            OptionalLong decided,
            OptionalLong known,
            OptionalLong leaseOver,
            OptionalLong opened) {}

    /** Works the figures out of what the clients saw. */
    public static TakeoverFigures of(
            OptionalLong stranded, Moments moments, LoadOutcome outcome, SiteId lost) {
        var firsts = new HashMap<Long, Long>();
        var writing = new HashSet<Long>();
        for (Attempt attempt : outcome.histories().attempts()) {
            var isOf = lost.name().equals(outcome.homes().get(attempt.sender()));
            if (isOf && attempt.answeredNanos() > moments.lost()) {
                writing.add(attempt.sender());
                if (attempt.outcome() instanceof Outcome.Acknowledged(_, _, _, var by)
                        && !by.equals(lost.name())) {
                    firsts.merge(attempt.sender(), attempt.answeredNanos(), Math::min);
                }
            }
        }
        var waits =
                firsts.values().stream().mapToLong(at -> at - moments.lost()).sorted().toArray();
        var last = firsts.values().stream().mapToLong(Long::longValue).max();
        return new TakeoverFigures(
                stranded,
                between(OptionalLong.of(moments.lost()), moments.decided()),
                between(moments.decided(), moments.known()),
                between(moments.decided(), moments.leaseOver()),
                between(moments.leaseOver(), moments.opened()),
                between(moments.opened(), last),
                writing.size() - firsts.size(),
                waits.length == 0 ? Optional.empty() : Optional.of(quantiles(waits)));
    }

    private static OptionalLong between(OptionalLong from, OptionalLong to) {
        return from.isPresent() && to.isPresent()
                ? OptionalLong.of(millis(Math.max(0, to.getAsLong() - from.getAsLong())))
                : OptionalLong.empty();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static Quantiles quantiles(long[] sorted) {
        return new Quantiles(
                millis(sorted[rank(50, sorted.length)]),
                millis(sorted[rank(99, sorted.length)]),
                millis(sorted[sorted.length - 1]));
    }

    /** The nearest rank, from 0. */
    private static int rank(int percent, int of) {
        return (percent * of + 99) / 100 - 1;
    }
}
