package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.decision.AccessChange;
import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.RecordFormat;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final Duration APPEND = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 250;

    private final QuorumQueue queue;
    private final ControlJudge judge;
    private final RecordFormat format;
    private final Beginning beginning;
    private final WitnessVersions witnesses;
    private final InstantSource wallClock;
    private final RandomGenerator chance;
    private final Consumer<String> log;
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
            InstantSource wallClock,
            RandomGenerator chance,
            Consumer<String> log) {
        this.queue = queue;
        this.judge = judge;
        this.format = format;
        this.beginning = beginning;
        this.witnesses = witnesses;
        this.wallClock = wallClock;
        this.chance = chance;
        this.log = log;
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
                    queue.awaitBeyond(seen, LOOK_AGAIN).toCompletableFuture().join();
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
            if (queue.leadership().leading()) {
                decide(judge.state());
            } else {
                refusal = null;
            }
        }
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
        if (genesis instanceof Ruling.Standing) {
            commit("access-" + state.decisions(), state, beginning.access().decide(state));
        } else {
            commit("genesis", state, genesis);
        }
    }

    private void commit(String id, ControlState state, Ruling ruling) {
        switch (ruling) {
            case Ruling.Standing() -> refusal = null;
            case Ruling.Refused(_, var why) -> refused(why);
            case Ruling.Granted(var records, var reason) ->
                    append(
                            new EntryId(id),
                            new Decision(
                                    state.decisions(),
                                    beginning.self(),
                                    wallClock.millis(),
                                    reason,
                                    records));
        }
    }

    private void append(EntryId id, Decision decision) {
        var result =
                queue.append(format.encode(id, decision), Admission.CONTROL, APPEND)
                        .toCompletableFuture()
                        .join();
        switch (result) {
            case AppendResult.Appended(_, var position, var verdict) -> {
                switch (verdict) {
                    case Verdict.Effective() -> {
                        refusal = null;
                        log.accept(
                                "recorded at position "
                                        + position
                                        + ": "
                                        + decision.reason()
                                        + " (table "
                                        + judge.state().tableVersion()
                                        + ")");
                        judge.state().table().ifPresent(feed::publish);
                    }
                    case Verdict.Duplicate(_) -> refusal = null;
                    case Verdict.Refused(_, var why) -> refused(why);
                }
            }
            case AppendResult.Unsupported(var type, var version) ->
                    refused("entries of type " + type + " version " + version + " are not known");
            case Setback.NotLeader(_) -> refusal = null;
            case Setback.Overloaded(var limit, _) -> refused("the log is full: " + limit);
            case Setback.Unknown(var why) -> refused("the log did not answer: " + why);
        }
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
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
