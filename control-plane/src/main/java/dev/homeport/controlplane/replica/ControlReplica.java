package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.decision.AccessChange;
import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.deliberation.ControlStep;
import dev.homeport.controlplane.deliberation.Deliberation;
import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.RecordFormat;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One replica of the control plane over its part of the log. Every replica serves what is recorded;
 * the one that leads decides. It begins with asking the witnesses, see {@link Standing}; until they
 * have answered it neither decides nor serves.
 *
 * <p>Has one thread of its own, which follows the log; thread-safe.
 */
public final class ControlReplica implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration WITNESSES = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 250;

    private final QuorumQueue queue;
    private final ControlJudge judge;
    private final Beginning beginning;
    private final WitnessVersions witnesses;
    private final Deliberation deliberation;
    private final RandomGenerator chance;
    private final Consumer<String> log;
    private final Committing committing;
    private final Wishes wishes = new Wishes();
    private final TableFeed feed = new TableFeed();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Standing standing =
            new Standing.Waiting("the witnesses have not been asked yet");
    private volatile @Nullable String refusal;

    /**
     * What a replica is told.
     *
     * @param self who decides, as it stands in the records
     * @param genesis what the fleet begins with
     * @param access where sites are reached, as far as this process was told
     * @param nodeOf the node of each replica by its number in the log's group
     */
    public record Beginning(
            String self,
            Genesis genesis,
            AccessChange access,
            IntFunction<Optional<NodeName>> nodeOf) {}

    /**
     * Makes a replica; {@link #start} begins.
     *
     * @param queue the control plane's log, judged by {@code judge}
     * @param judge the judge of that log
     * @param format writes decisions
     * @param beginning what it is told
     * @param witnesses asked once, at the beginning
     * @param journal where what it decides about homes is recorded; must not wait
     * @param wallClock says when something was decided
     * @param chance for the jitter of retries
     * @param log takes a line for the operator
     */
    public ControlReplica(
            QuorumQueue queue,
            ControlJudge judge,
            RecordFormat format,
            Beginning beginning,
            WitnessVersions witnesses,
            Consumer<ControlStep> journal,
            InstantSource wallClock,
            RandomGenerator chance,
            Consumer<String> log) {
        this.queue = queue;
        this.judge = judge;
        this.beginning = beginning;
        this.witnesses = witnesses;
        this.deliberation = new Deliberation(journal);
        this.chance = chance;
        this.log = log;
        this.committing = new Committing(queue, judge, format, beginning.nodeOf(), wallClock, log);
        this.thread = Thread.ofVirtual().name("homeport-control-replica").unstarted(this::run);
    }

    /** Begins to follow the log. */
    public void start() {
        thread.start();
    }

    /**
     * The newest table, for those who wait for one; there is none before the witnesses answered.
     */
    public TableFeed tables() {
        return feed;
    }

    /** What is recorded, to be served; empty until the witnesses have confirmed it. */
    public Optional<ControlState> state() {
        return standing instanceof Standing.Confirmed && feed.newest().isPresent()
                ? Optional.of(judge.state())
                : Optional.empty();
    }

    /**
     * Whether this replica would hear of a newer table: it knows who leads. One that does not may
     * be cut off from those that go on deciding.
     */
    public boolean isCurrent() {
        return queue.leadership().leader().isPresent();
    }

    /** How it is doing. */
    public ReplicaStatus status() {
        var leadership = queue.leadership();
        var leader = leadership.leader();
        var now = standing;
        Optional<String> trouble =
                switch (now) {
                    case Standing.Waiting(var why) -> Optional.of(why);
                    case Standing.Behind(var why) -> Optional.of(why);
                    case Standing.Confirmed() -> Optional.ofNullable(refusal);
                };
        return new ReplicaStatus(
                leadership.leading(),
                leader.isPresent() ? beginning.nodeOf().apply(leader.getAsInt()) : Optional.empty(),
                queue.lastPosition(),
                judge.state().tableVersion(),
                now,
                trouble);
    }

    private void run() {
        try {
            while (!isClosed()) {
                var seen = queue.lastPosition();
                step();
                if (standing instanceof Standing.Confirmed && refusal == null) {
                    // Leadership is looked at again at least so often: it changes without an entry.
                    CompletableFuture.anyOf(
                                    queue.awaitBeyond(seen, LOOK_AGAIN).toCompletableFuture(),
                                    wishes.arrival())
                            .join();
                } else {
                    closed.await(
                            RETRY_MILLIS + chance.nextLong(RETRY_MILLIS), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!isClosed()) {
                throw e;
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void step() {
        var state = judge.state();
        if (!(standing instanceof Standing.Confirmed)) {
            look(state);
        }
        if (standing instanceof Standing.Confirmed) {
            judge.state().table().ifPresent(feed::publish);
            if (isLeading()) {
                decide(judge.state());
                judge.state().table().ifPresent(feed::publish);
            } else {
                refusal = null;
            }
        }
        answerWishes();
    }

    private void look(ControlState state) {
        var known = state.table().orElseGet(beginning.genesis()::table).witnesses();
        var heard = witnesses.ask(WITNESSES).toCompletableFuture().join();
        // Read again: the log may have caught up meanwhile, and never goes back.
        var now = Standing.of(judge.state().tableVersion(), known, heard);
        if (!now.equals(standing)) {
            standing = now;
            log.accept(
                    switch (now) {
                        case Standing.Waiting(var why) -> "the control plane waits: " + why;
                        case Standing.Behind(var why) -> "ALARM: the control plane refuses: " + why;
                        case Standing.Confirmed() -> "witnesses confirm the control plane's log";
                    });
        }
    }

    private void decide(ControlState state) {
        var genesis = beginning.genesis().decide(state);
        var answer =
                genesis instanceof Ruling.Standing
                        ? committing.commit(
                                new EntryId("access-" + state.decisions()),
                                beginning.self(),
                                beginning.access()::decide)
                        : committing.commit(
                                new EntryId("genesis"),
                                beginning.self(),
                                beginning.genesis()::decide);
        switch (answer) {
            case Answer.Recorded _, Answer.Standing _, Answer.NotLeader _ -> refusal = null;
            case Answer.Refused(_, var why) -> refused(why);
            case Answer.Unknown(var why) -> refused(why);
        }
    }

    /**
     * Hands a wish over to the replica that leads, which must be this one. Decided again, on what
     * then stands, if another decision comes in between.
     *
     * @param id of the decision that it becomes; a wish that was recorded under it before is
     *     answered as standing
     * @param by who asks, as it stands in the records
     * @param decider decides; called by the replica's thread, several times if need be, and must
     *     not block
     * @param deadline how long to wait; after it the answer is {@link Answer.Unknown}
     * @return what becomes of it; never exceptionally
     */
    public CompletionStage<Answer> submit(
            EntryId id, String by, Function<ControlState, Ruling> decider, Duration deadline) {
        return wishes.add(id, by, decider, deadline);
    }

    /**
     * Hands over a question about homes as {@link #submit(EntryId, String, Function, Duration)}
     * does a wish.
     *
     * @param question decided on, and recorded with what was decided
     * @param seen hears the state first, each time that it is decided; must not block
     */
    public CompletionStage<Answer> submit(
            EntryId id,
            String by,
            Question question,
            Consumer<ControlState> seen,
            Duration deadline) {
        return submit(
                id,
                by,
                state -> {
                    seen.accept(state);
                    return deliberation.decide(state, question);
                },
                deadline);
    }

    /** As the other, for who has nothing to see. */
    public CompletionStage<Answer> submit(
            EntryId id, String by, Question question, Duration deadline) {
        return submit(id, by, question, _ -> {}, deadline);
    }

    private void answerWishes() {
        for (var wish : wishes.take()) {
            wish.answer().complete(answer(wish));
        }
    }

    private Answer answer(Wishes.Wish wish) {
        if (!(standing instanceof Standing.Confirmed) || judge.state().table().isEmpty()) {
            return new Answer.Refused(
                    ErrorCode.UNAVAILABLE, status().trouble().orElse("nothing is recorded yet"));
        }
        if (!isLeading()) {
            return new Answer.NotLeader(status().leader());
        }
        try {
            var answer = committing.commit(wish.id(), wish.by(), wish.decider());
            judge.state().table().ifPresent(feed::publish);
            return answer;
        } catch (RuntimeException e) {
            if (isClosed()) {
                return new Answer.Unknown("this replica stops");
            }
            // One wish that cannot be worked out must not end the replica.
            log.accept("ALARM: a defect in deciding on " + wish.id() + ": " + e);
            return new Answer.Refused(
                    ErrorCode.INTERNAL, "a defect; the process's log has the details");
        }
    }

    /** Whether this replica decides. */
    public boolean isLeading() {
        return queue.leadership().leading();
    }

    private void refused(String why) {
        if (!why.equals(refusal)) {
            log.accept("not recorded: " + why);
        }
        refusal = why;
    }

    /** Stops following the log, within some seconds; the log itself is for its owner to close. */
    @Override
    public void close() {
        closed.countDown();
        wishes.close();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
