package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * The coordinator, whichever of its voters leads: an ask goes to the one that was heard last, from
 * there to the one that it names, and to the next one when a voter cannot be reached, with growing
 * waits and jitter, until the caller's deadline is over. Asks may be repeated, so a try of which
 * nothing was heard is followed by another.
 *
 * <p>Thread-safe; stages complete normally, by threads that must not be blocked.
 */
public final class Coordinator {

    private static final Backoff BACKOFF = Backoff.ofMillis(50, 400);

    /** A voter that is cut off answers nothing: another may be reached by then. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final List<Voter> voters;
    private final MachineClock clock;
    private final RandomGenerator chance;
    private volatile int preferred;

    /**
     * Makes the coordinator of a process.
     *
     * @param voters its voters, at least one
     * @param self the site of this process, whose voter is asked first
     * @param clock this machine's clock
     * @param chance for the jitter of waits; thread-safe
     */
    public Coordinator(
            List<Voter> voters, SiteId self, MachineClock clock, RandomGenerator chance) {
        if (voters.isEmpty()) {
            throw new IllegalArgumentException(
                    "voters: there is no voter of the coordinator; name one");
        }
        var ordered = new ArrayList<>(voters);
        ordered.sort(Comparator.comparing(voter -> !voter.name().site().equals(self)));
        this.voters = List.copyOf(ordered);
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * Asks for a range of numbers for this site.
     *
     * @param demand how many, and the id of the request
     * @param deadline how long to wait
     */
    public CompletionStage<VoterAnswer<IdRange>> grant(
            AllocationSnapshot.Demand demand, Duration deadline) {
        return new Tries<IdRange>((voter, atMost) -> voter.grant(demand, atMost), deadline).start();
    }

    /**
     * Reserves a name, or confirms that an account owns it.
     *
     * @param operation which
     * @param deadline how long to wait
     */
    public CompletionStage<VoterAnswer<Voter.Claimed>> claim(
            ClaimCommand.Operation operation, Duration deadline) {
        return new Tries<Voter.Claimed>((voter, atMost) -> voter.claim(operation, atMost), deadline)
                .start();
    }

    private Optional<Integer> indexOf(NodeName name) {
        for (var i = 0; i < voters.size(); i++) {
            if (voters.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** One ask until it is settled or the deadline is over. */
    private final class Tries<R> {

        private final BiFunction<Voter, Duration, CompletionStage<VoterAnswer<R>>> ask;
        private final long endNanos;
        private final CompletableFuture<VoterAnswer<R>> result = new CompletableFuture<>();
        private int turn = preferred;
        private int voter = turn;
        private int tries;
        private boolean named;
        private boolean unknown;

        Tries(BiFunction<Voter, Duration, CompletionStage<VoterAnswer<R>>> ask, Duration deadline) {
            this.ask = ask;
            this.endNanos = clock.read().monotonicNanos() + deadline.toNanos();
        }

        CompletionStage<VoterAnswer<R>> start() {
            next();
            return result;
        }

        private long leftNanos() {
            return endNanos - clock.read().monotonicNanos();
        }

        private void next() {
            tries++;
            var atMost = Math.max(1, Math.min(leftNanos(), ONE_TRY.toNanos()));
            ask.apply(voters.get(voter), Duration.ofNanos(atMost))
                    .whenComplete((answer, failure) ->
                            heard(
                                    failure == null
                                            ? answer
                                            : new VoterAnswer.Unknown<>("" + failure)));
        }

        private void heard(VoterAnswer<R> answer) {
            switch (answer) {
                case VoterAnswer.Answered<R> done -> {
                    preferred = voter;
                    result.complete(done);
                }
                case VoterAnswer.NotDone<R>(
                                ErrorCode code,
                                String detail,
                                Optional<NodeName> leader,
                                var _)
                        when code == ErrorCode.NOT_LEADER ->
                        notLeading(leader.flatMap(Coordinator.this::indexOf), detail);
                case VoterAnswer.NotDone<R> refused ->
                        result.complete(
                                unknown ? new VoterAnswer.Unknown<>(refused.detail()) : refused);
                case VoterAnswer.Unknown<R>(String reason) -> {
                    unknown = true;
                    another();
                    later(reason);
                }
            }
        }

        private void notLeading(Optional<Integer> leader, String detail) {
            if (leader.isEmpty() || leader.get() == voter) {
                another();
                later(detail);
                return;
            }
            voter = leader.get();
            // Two that name each other are asked at the pace of retries.
            named = !named;
            if (named) {
                next();
            } else {
                later(detail);
            }
        }

        private void another() {
            // The next in turn, not the one after the leader that was named: two that cannot help
            // must not hide the third.
            turn = (turn + 1) % voters.size();
            voter = turn;
            named = false;
        }

        private void later(String why) {
            var waitNanos = BACKOFF.delay(tries, chance).toNanos();
            if (leftNanos() <= waitNanos) {
                result.complete(over(why));
                return;
            }
            CompletableFuture.delayedExecutor(waitNanos, TimeUnit.NANOSECONDS).execute(this::next);
        }

        private VoterAnswer<R> over(String why) {
            var detail = "the account id coordinator cannot be reached: " + why;
            return unknown
                    ? new VoterAnswer.Unknown<>(detail)
                    : new VoterAnswer.NotDone<>(
                            ErrorCode.UNAVAILABLE, detail, Optional.empty(), RETRY);
        }
    }
}
