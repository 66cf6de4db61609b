package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confirms, at the coordinator, the handle of every account whose registration is effective in the
 * site's own stream: only then does the handle resolve. It follows the log behind a named cursor
 * and says in the log, now and then, up to where all of them are settled: other sites rely on that
 * ({@link ClaimsOwed}). The cursor moves past a registration when its claim is settled and the log
 * says so, so that none is forgotten whoever crashes; what is confirmed twice is confirmed once.
 * While the coordinator is out of reach the cursor stays, and with it the log from there on.
 *
 * <p>Has one thread of its own; thread-safe. {@link #start} once, {@link #close} once.
 */
public final class ClaimConfirmer implements AutoCloseable {

    /** Name of the cursor. */
    public static final String CURSOR = "claims";

    private static final ReadLimit BATCH = new ReadLimit(128, 256 * 1024);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final long CURSOR_EVERY = 128;

    private final QuorumQueue queue;
    private final Cursors cursors;
    private final ControlAppends appends;
    private final EntryFormat format;
    private final Confirmations confirmations;
    private final MachineClock clock;
    private final UnsaidClaims unsaid;
    private final ClaimSteps steps;
    private @Nullable ClaimCursor cursor;
    private long position;

    /**
     * Makes a confirmer.
     *
     * @param queue this node's part of the log
     * @param cursors moves the cursor
     * @param appends takes what it says of itself
     * @param format how bytes become entries
     * @param confirmations asks the coordinator
     * @param clock this machine's clock
     * @param chance for the jitter of waits
     */
    public ClaimConfirmer(
            QuorumQueue queue,
            Cursors cursors,
            ControlAppends appends,
            EntryFormat format,
            Confirmations confirmations,
            MachineClock clock,
            RandomGenerator chance) {
        this.queue = queue;
        this.cursors = cursors;
        this.appends = appends;
        this.format = format;
        this.confirmations = confirmations;
        this.clock = clock;
        this.unsaid = new UnsaidClaims(nowMillis());
        this.steps = new ClaimSteps("homeport-claims", this::step, chance);
    }

    /** Begins. */
    public void start() {
        steps.start();
    }

    /** Why claims wait for their confirmation; empty while none does. */
    public Optional<String> trouble() {
        return steps.trouble();
    }

    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.read().monotonicNanos());
    }

    private Optional<String> step()
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnreadableEntryException {
        var moved = cursor();
        for (var word : unsaid.due(queue.leadership().leading(), nowMillis())) {
            // What came of it is read in the log.
            var _ = appends.append(word, CALL);
        }
        var entries = queue.read(position + 1, BATCH);
        if (entries.isEmpty()) {
            moved.keep(unsaid.saidThrough(position));
            queue.awaitBeyond(position, IDLE).toCompletableFuture().get();
            return Optional.empty();
        }
        var own = entries.stream().filter(this::isOwn).toList();
        var registered = confirmations.among(own);
        var open = confirmations.confirm(registered);
        if (open.isPresent()) {
            return open;
        }
        for (var each : registered) {
            unsaid.settled(each.judged().entry().stream(), each.where(), nowMillis());
        }
        var said = false;
        for (var judged : own) {
            said |= isSaid(judged);
        }
        position = entries.getLast().entry().position();
        var through = unsaid.saidThrough(position);
        if (said) {
            moved.move(through);
        } else {
            moved.keep(through);
        }
        return Optional.empty();
    }

    private ClaimCursor cursor() {
        var found = cursor;
        if (found == null) {
            found = new ClaimCursor(queue, cursors, CURSOR, CURSOR_EVERY);
            position = found.begin();
            cursor = found;
        }
        return found;
    }

    private boolean isOwn(JudgedEntry judged) {
        return judged.entry().stream().site().equals(queue.ownStream().site());
    }

    private boolean isSaid(JudgedEntry judged) throws UnreadableEntryException {
        var entry = judged.entry();
        if (entry.type() != EntryType.CLAIMS_SETTLED.number()
                || !(format.decode(entry.draft())
                        instanceof
                        ControlEntry(var _, var _, ClaimsSettled(var incarnation, var upTo)))) {
            return false;
        }
        unsaid.said(new SiteLog(entry.stream().site(), incarnation), upTo, nowMillis());
        return true;
    }

    /** Stops, within some seconds. */
    @Override
    public void close() {
        steps.close();
    }
}
