package dev.homeport.dcnode.forward;

import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.dcnode.logic.append.LogReply.Declined;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The work done by whichever node leads the site's log. While none does, or the one that did has
 * just gone, it is tried again until the deadline: every entry carries its id, so that one which an
 * earlier try has brought into the log after all is recognised as a repeat.
 *
 * <p>Thread-safe.
 */
public final class SiteLogWork implements LeaderWork {

    private static final Backoff BACKOFF = Backoff.ofMillis(40, 250);

    /** A leader that has lost its followers answers nothing: another may lead by then. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    private static final String UNSAID = "the leader did not say in time what became of it";

    private final int self;
    private final Supplier<Leadership> leadership;
    private final LeaderWork own;
    private final IntFunction<LeaderWork> others;
    private final MachineClock clock;
    private final RandomGenerator chance;

    /**
     * Makes the work of a site.
     *
     * @param self number of this node
     * @param leadership who leads, as far as this node knows
     * @param own the work done by this node
     * @param others the work asked of another node of the site, by its number
     * @param clock this machine's clock
     * @param chance for the jitter of waits; thread-safe
     */
    public SiteLogWork(
            int self,
            Supplier<Leadership> leadership,
            LeaderWork own,
            IntFunction<LeaderWork> others,
            MachineClock clock,
            RandomGenerator chance) {
        this.self = self;
        this.leadership = leadership;
        this.own = own;
        this.others = others;
        this.clock = clock;
        this.chance = chance;
    }

    /** What a try came to, as far as another try goes. */
    private enum Again {
        /** It is settled. */
        NO,
        /** This try was refused, so it is settled unless an earlier one may have been done. */
        REFUSED,
        /** Nothing was done, and another node may do it. */
        NOTHING_DONE,
        /** It may have been done. */
        UNKNOWN
    }

    @Override
    public CompletionStage<LogReply> append(
            Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
        return new Tries<LogReply>(
                        (work, atMost) -> work.append(draft, shard, epoch, atMost),
                        SiteLogWork::again,
                        SiteLogWork::declined,
                        deadline)
                .start();
    }

    @Override
    public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
        return new Tries<LogReply>(
                        (work, atMost) -> work.appendControl(draft, atMost),
                        SiteLogWork::again,
                        SiteLogWork::declined,
                        deadline)
                .start();
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        return new Tries<MirrorResult>(
                        (work, atMost) -> work.mirror(batch, atMost),
                        result -> result instanceof Setback setback ? again(setback) : Again.NO,
                        setback -> setback,
                        deadline)
                .start();
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        return new Tries<CursorResult>(
                        (work, atMost) -> work.advanceCursor(name, position, atMost),
                        result -> result instanceof Setback setback ? again(setback) : Again.NO,
                        setback -> setback,
                        deadline)
                .start();
    }

    private static Again again(Setback setback) {
        return switch (setback) {
            case Setback.NotLeader _ -> Again.NOTHING_DONE;
            case Setback.Overloaded _ -> Again.NO;
            case Setback.Unknown _ -> Again.UNKNOWN;
        };
    }

    private static Again again(LogReply reply) {
        return switch (reply) {
            case LogReply.Taken _, LogReply.Repeated _ -> Again.NO;
            case Declined(ErrorCode code, var _, var _) ->
                    switch (code) {
                        case NOT_LEADER -> Again.NOTHING_DONE;
                        case UNKNOWN -> Again.UNKNOWN;
                        default -> Again.REFUSED;
                    };
        };
    }

    private static LogReply declined(Setback setback) {
        return switch (setback) {
            case Setback.NotLeader _ ->
                    new Declined(
                            ErrorCode.UNAVAILABLE,
                            "the site's log has no leader that can be reached; nothing was done",
                            Duration.ofMillis(500));
            case Setback.Overloaded(var limit, var retryAfter) ->
                    new Declined(ErrorCode.OVERLOADED, limit, retryAfter);
            case Setback.Unknown(var reason) ->
                    new Declined(ErrorCode.UNKNOWN, reason, Duration.ofMillis(500));
        };
    }

    /** One piece of work until it is settled or the deadline is over. */
    private final class Tries<R> {

        private final BiFunction<LeaderWork, Duration, CompletionStage<R>> work;
        private final Function<R, Again> again;
        private final Function<Setback, R> giveUp;
        private final long endNanos;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        private boolean unknown;
        private int tries;

        Tries(
                BiFunction<LeaderWork, Duration, CompletionStage<R>> work,
                Function<R, Again> again,
                Function<Setback, R> giveUp,
                Duration deadline) {
            this.work = work;
            this.again = again;
            this.giveUp = giveUp;
            this.endNanos = clock.read().monotonicNanos() + deadline.toNanos();
        }

        CompletionStage<R> start() {
            next();
            return result;
        }

        private long leftNanos() {
            return endNanos - clock.read().monotonicNanos();
        }

        private void next() {
            tries++;
            var leader = leadership.get().leader();
            if (leader.isEmpty()) {
                later(new Setback.NotLeader(OptionalInt.empty()));
                return;
            }
            // One that has been elected and may not lead yet says so itself.
            var worker = leader.getAsInt() == self ? own : others.apply(leader.getAsInt());
            var atMost = Math.max(1, Math.min(leftNanos(), ONE_TRY.toNanos()));
            work.apply(worker, Duration.ofNanos(atMost)).whenComplete(this::heard);
        }

        private void heard(R reply, Throwable failure) {
            if (failure != null) {
                unknown = true;
                later(new Setback.Unknown("" + failure));
                return;
            }
            switch (again.apply(reply)) {
                case NO -> result.complete(reply);
                case REFUSED ->
                        result.complete(
                                unknown ? giveUp.apply(new Setback.Unknown(UNSAID)) : reply);
                case NOTHING_DONE -> later(new Setback.NotLeader(OptionalInt.empty()));
                case UNKNOWN -> {
                    unknown = true;
                    later(new Setback.Unknown(UNSAID));
                }
            }
        }

        private void later(Setback why) {
            var waitNanos = BACKOFF.delay(tries, chance).toNanos();
            if (leftNanos() <= waitNanos) {
                result.complete(
                        giveUp.apply(
                                unknown && !(why instanceof Setback.Unknown)
                                        ? new Setback.Unknown(UNSAID)
                                        : why));
                return;
            }
            CompletableFuture.delayedExecutor(waitNanos, TimeUnit.NANOSECONDS).execute(this::next);
        }
    }
}
