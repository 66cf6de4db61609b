package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.allocation.NodeAsk;
import dev.homeport.coordinator.allocation.ReservePolicy;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.vocabulary.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node supplied with account numbers (DESIGN 4.10). When no more than the reserve is in the
 * site's hand, it asks the coordinator for a grant and logs it; when the node has used half of a
 * block, it takes the next one by an entry of its own. What counts is what the site's log says
 * afterwards, so that an answer that was lost costs nothing and no number is used before its entry
 * is durable and judged. Blocks need no coordinator and never wait for it.
 *
 * <p>Has one thread of its own; thread-safe. {@link #start} once, {@link #close} once.
 */
public final class IdSupply implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IdSupply.class);

    private static final Duration CALL = Duration.ofSeconds(5);
    private static final long SLACK_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 20;
    private static final int LOOKS = 150;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Backoff BACKOFF = Backoff.ofMillis(200, 5_000);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * How it goes.
     *
     * @param inHand how many ids this node has in hand
     * @param available how many numbers the site can still give to nodes
     * @param nextGrant the id of the grant that is wanted now; empty while the reserve is full
     * @param trouble why the node is not supplied; empty while it is
     * @param alarms what the site's log says of numbers that were granted twice
     */
    public record Status(
            long inHand,
            long available,
            Optional<String> nextGrant,
            Optional<String> trouble,
            List<String> alarms) {}

    /** Something stands in the way now. */
    private static final class Hindered extends Exception {
        private static final long serialVersionUID = 1;

        Hindered(String message) {
            super(message);
        }
    }

    /** An ask for a grant that is under way, and how many grants had been received before. */
    private record Asked(
            AllocationSnapshot.Demand demand,
            long received,
            CompletableFuture<VoterAnswer<IdRange>> stage) {}

    private final GrantedIds ids;
    private final Supplier<AllocationSnapshot> numbers;
    private final ReservePolicy policy;
    private final Coordinator coordinator;
    private final ControlAppends log;
    private final RandomGenerator chance;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<String> logTrouble = Optional.empty();
    private volatile Optional<String> grantTrouble = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private CompletableFuture<Void> pause = CompletableFuture.completedFuture(null);
    private int failures;

    /**
     * Makes a supply.
     *
     * @param ids what is supplied
     * @param numbers what the site's log says of the site's numbers, as far as this node knows
     * @param policy how much to keep in hand
     * @param coordinator grants
     * @param log takes the entries
     * @param chance for the jitter of waits
     */
    public IdSupply(
            GrantedIds ids,
            Supplier<AllocationSnapshot> numbers,
            ReservePolicy policy,
            Coordinator coordinator,
            ControlAppends log,
            RandomGenerator chance) {
        this.ids = ids;
        this.numbers = numbers;
        this.policy = policy;
        this.coordinator = coordinator;
        this.log = log;
        this.chance = chance;
        this.thread = Thread.ofVirtual().name("homeport-id-supply").unstarted(this::run);
        ids.onWanted(wake::release);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** How it goes. */
    public Status status() {
        var state = numbers.get();
        return new Status(
                ids.inHand(),
                state.available(),
                state.demand(policy).map(demand -> demand.requestId().value()),
                logTrouble.or(() -> grantTrouble),
                state.alarms());
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    if (!step()) {
                        rest(IDLE);
                    }
                } catch (Hindered e) {
                    logTrouble = Optional.of(String.valueOf(e.getMessage()));
                    rest(delay(String.valueOf(e.getMessage())));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to wait after one more failure. */
    private Duration delay(String why) {
        if (failures++ == 0) {
            LOG.warn("This node gets no account ids now and tries again: {}", why);
        }
        return BACKOFF.delay(failures, chance);
    }

    /** Waits, but not when a block is wanted that can be had, or an answer has come. */
    private void rest(Duration atMost) throws InterruptedException {
        if (wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            wake.drainPermits();
        }
    }

    /** Does one thing that is due; false when nothing is. Never waits for the coordinator. */
    private boolean step() throws Hindered, InterruptedException {
        var state = numbers.get();
        var wanted = ids.wanted();
        if (wanted.isPresent()) {
            var given = state.answerTo(wanted.get());
            if (given.isPresent()) {
                ids.accept(given.get());
                return true;
            }
            if (state.available() > 0) {
                take(wanted.get());
                return true;
            }
        }
        if (asked.isEmpty()) {
            var demand = state.demand(policy);
            demand.filter(_ -> pause.isDone()).ifPresent(due -> ask(due, state.received()));
            return false;
        }
        var answer = asked.get();
        if (!answer.stage().isDone()) {
            return false;
        }
        receive(answer);
        return true;
    }

    private void take(NodeAsk ask) throws Hindered, InterruptedException {
        var block =
                new Control.BlockTaken(ask.node(), ask.boot(), ask.number(), policy.blockSize());
        append(block, state -> state.answerTo(ask).isPresent());
    }

    private void ask(AllocationSnapshot.Demand demand, long received) {
        var stage = coordinator.grant(demand, CALL).toCompletableFuture();
        asked = Optional.of(new Asked(demand, received, stage));
        var _ = stage.whenComplete((_, _) -> wake.release());
    }

    private void receive(Asked answer) throws Hindered, InterruptedException {
        asked = Optional.empty();
        switch (result(answer.stage())) {
            case VoterAnswer.Answered<IdRange>(IdRange(var low, var high)) -> {
                append(
                        new Control.GrantReceived(
                                DerivedId.ofGrant(answer.demand().requestId().value()), low, high),
                        state -> state.received() > answer.received());
                grantTrouble = Optional.empty();
                failures = 0;
            }
            case VoterAnswer.NotDone<IdRange>(var code, var detail, var _, var _) ->
                    notGranted(code + ": " + detail);
            case VoterAnswer.Unknown<IdRange>(var reason) -> notGranted(reason);
        }
    }

    private void notGranted(String why) {
        grantTrouble = Optional.of(why);
        pause =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, delay(why).toNanos(), TimeUnit.NANOSECONDS);
        var _ = pause.thenRun(wake::release);
    }

    /** Appends, and waits until this node sees what it came to. */
    private void append(Control control, Predicate<AllocationSnapshot> done)
            throws Hindered, InterruptedException {
        var reply = result(log.append(control, CALL));
        for (var look = 0; look < LOOKS && !done.test(numbers.get()); look++) {
            if (reply instanceof LogReply.Declined(var code, var detail, var _)) {
                throw new Hindered(code + ": " + detail);
            }
            closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (!done.test(numbers.get())) {
            throw new Hindered("this node is behind its site's log and waits for " + control);
        }
        logTrouble = Optional.empty();
    }

    private static <T> T result(CompletionStage<T> stage) throws Hindered, InterruptedException {
        try {
            return stage.toCompletableFuture()
                    .get(CALL.toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Hindered("" + e);
        }
    }

    /** Stops, within some seconds. */
    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
