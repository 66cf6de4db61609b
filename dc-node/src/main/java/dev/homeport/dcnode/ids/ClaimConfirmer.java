package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirms, at the coordinator, the handle of every account whose registration is effective in the
 * site's own stream: only then does the handle resolve. It follows the log behind a named cursor
 * that moves past a registration when its claim is settled, so that none is forgotten whoever
 * crashes; what is confirmed twice is confirmed once. While the coordinator is out of reach the
 * cursor stays, and with it the log from there on.
 *
 * <p>Has one thread of its own; thread-safe. {@link #start} once, {@link #close} once.
 */
public final class ClaimConfirmer implements AutoCloseable {

    /** Name of the cursor. */
    public static final String CURSOR = "claims";

    private static final Logger LOG = LoggerFactory.getLogger(ClaimConfirmer.class);

    private static final ReadLimit BATCH = new ReadLimit(128, 256 * 1024);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final long SLACK_MILLIS = 1_000;
    private static final Backoff BACKOFF = Backoff.ofMillis(200, 5_000);
    private static final long CURSOR_EVERY = 128;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final QuorumQueue queue;
    private final Cursors cursors;
    private final EntryFormat format;
    private final Coordinator coordinator;
    private final HandleKeys keys;
    private final RandomGenerator chance;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<String> trouble = Optional.empty();
    private long position = -1;
    private long cursorAt = -1;
    private int failures;

    /**
     * Makes a confirmer.
     *
     * @param queue this node's part of the log
     * @param cursors moves the cursor
     * @param format how bytes become entries
     * @param coordinator holds the claims
     * @param keys what stands for a handle there
     * @param chance for the jitter of waits
     */
    public ClaimConfirmer(
            QuorumQueue queue,
            Cursors cursors,
            EntryFormat format,
            Coordinator coordinator,
            HandleKeys keys,
            RandomGenerator chance) {
        this.queue = queue;
        this.cursors = cursors;
        this.format = format;
        this.coordinator = coordinator;
        this.keys = keys;
        this.chance = chance;
        this.thread = Thread.ofVirtual().name("homeport-claims").unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Why claims wait for their confirmation; empty while none does. */
    public Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    step();
                    trouble = Optional.empty();
                    failures = 0;
                } catch (QueueException
                        | ExecutionException
                        | TimeoutException
                        | UnreadableEntryException e) {
                    waitOut("" + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitOut(String why) throws InterruptedException {
        trouble = Optional.of(why);
        if (failures++ == 0 && closed.getCount() > 0) {
            LOG.warn("Claims of registered accounts wait for their confirmation: {}", why);
        }
        closed.await(BACKOFF.delay(failures, chance).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void step()
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnreadableEntryException {
        if (position < 0) {
            position = queue.cursors().getOrDefault(CURSOR, 0L);
            cursorAt = queue.cursors().getOrDefault(CURSOR, -1L);
        }
        var entries = queue.read(position + 1, BATCH);
        if (entries.isEmpty()) {
            keepCursor(false);
            queue.awaitBeyond(position, IDLE).toCompletableFuture().get();
            return;
        }
        var asked = new ArrayList<CompletableFuture<Optional<String>>>();
        for (var entry : entries) {
            confirm(entry).ifPresent(asked::add);
        }
        var open = open(asked);
        if (open.isPresent()) {
            waitOut(open.get());
            return;
        }
        position = entries.getLast().entry().position();
        keepCursor(!asked.isEmpty());
    }

    /** The first that is not settled, in words. */
    private static Optional<String> open(List<CompletableFuture<Optional<String>>> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        var open = Optional.<String>empty();
        for (var one : asked) {
            var why = one.get(CALL.toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
            open = open.or(() -> why);
        }
        return open;
    }

    private Optional<CompletableFuture<Optional<String>>> confirm(JudgedEntry judged)
            throws UnreadableEntryException {
        var entry = judged.entry();
        if (!(judged.verdict() instanceof Verdict.Effective)
                || !entry.stream().site().equals(queue.ownStream().site())
                || !(format.decode(entry.draft()) instanceof ShardEntry registered)
                || !(registered.fact().stated()
                        instanceof Fact.AccountRegistered(var account, var handle))) {
            return Optional.empty();
        }
        var operation =
                new ClaimCommand.Confirm(
                        account,
                        new OperationStamp(registered.epoch(), entry.offset(), 1),
                        keys.of(handle));
        return Optional.of(
                coordinator
                        .claim(operation, CALL)
                        .thenApply(answer -> settle(operation, answer))
                        .toCompletableFuture());
    }

    /** Why it is not settled; empty when it is. */
    private static Optional<String> settle(
            ClaimCommand.Confirm operation, VoterAnswer<Voter.Claimed> answer) {
        return switch (answer) {
            case VoterAnswer.Answered<Voter.Claimed>(Voter.Claimed(var outcome, var _)) -> {
                if (outcome != ClaimOutcome.CONFIRMED) {
                    LOG.error(
                            "The handle of account {} was not confirmed: {}",
                            operation.account(),
                            outcome);
                }
                yield Optional.empty();
            }
            case VoterAnswer.NotDone<Voter.Claimed>(var code, var detail, var _, var _) ->
                    switch (code) {
                        // A later operation of the account's was carried out: this one was before.
                        case CONFLICT, MOVED -> {
                            LOG.warn("The claim of account {}: {}", operation.account(), detail);
                            yield Optional.empty();
                        }
                        default -> Optional.of(code + ": " + detail);
                    };
            case VoterAnswer.Unknown<Voter.Claimed>(var reason) -> Optional.of(reason);
        };
    }

    /** Moves the cursor after registrations, and now and then. */
    private void keepCursor(boolean now)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (cursorAt >= 0 && !now && position - cursorAt < CURSOR_EVERY) {
            return;
        }
        var result =
                cursors.advance(CURSOR, position, CALL)
                        .toCompletableFuture()
                        .get(CALL.toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
        if (result instanceof CursorResult.Moved(var _, var at)) {
            cursorAt = at;
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
