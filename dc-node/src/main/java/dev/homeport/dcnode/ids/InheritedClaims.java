package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.ids.ClaimsOwed.Due;
import dev.homeport.dcnode.ids.Confirmations.Claiming;
import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confirms, at the coordinator, the handles of accounts that were registered at another site, have
 * their home here now, and whose claims that site does not settle: because it is lost. It follows
 * the log behind a cursor of its own, which moves past such a registration when its claim is
 * settled by whoever settles it; so it holds back nothing of the site's own claims ({@link
 * ClaimConfirmer}).
 *
 * <p>Has one thread of its own; thread-safe. {@link #start} once, {@link #close} once.
 */
public final class InheritedClaims implements AutoCloseable {

    /** Name of the cursor. */
    public static final String CURSOR = "claims-inherited";

    private static final ReadLimit BATCH = new ReadLimit(256, 512 * 1024);
    private static final ReadLimit DUE = new ReadLimit(128, 256 * 1024);

    /** Nobody waits for it: what is due has been so for seconds. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final long CURSOR_EVERY = 1_024;

    private final QuorumQueue queue;
    private final Cursors cursors;
    private final EntryFormat format;
    private final Supplier<ShardSet> openHere;
    private final Confirmations confirmations;
    private final MachineClock clock;
    private final ClaimsOwed owed = new ClaimsOwed();
    private final ClaimSteps steps;
    private @Nullable ClaimCursor cursor;
    private long searched;

    /**
     * Makes it.
     *
     * @param queue this node's part of the log
     * @param cursors moves the cursor
     * @param format how bytes become entries
     * @param openHere the shards that are at home and open here; must not block
     * @param confirmations asks the coordinator
     * @param clock this machine's clock
     * @param chance for the jitter of waits
     */
    public InheritedClaims(
            QuorumQueue queue,
            Cursors cursors,
            EntryFormat format,
            Supplier<ShardSet> openHere,
            Confirmations confirmations,
            MachineClock clock,
            RandomGenerator chance) {
        this.queue = queue;
        this.cursors = cursors;
        this.format = format;
        this.openHere = openHere;
        this.confirmations = confirmations;
        this.clock = clock;
        this.steps = new ClaimSteps("homeport-inherited-claims", this::step, chance);
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
        // A word of the other site's that is in this log already must not come too late.
        var end = queue.lastPosition();
        while (searched < end && search()) {
            moved.keep(owed.settledThrough(searched));
        }
        var due = owed.due(openHere.get(), nowMillis());
        if (due.isPresent()) {
            return confirm(due.get());
        }
        steps.pause(EVERY);
        return Optional.empty();
    }

    private ClaimCursor cursor() {
        var found = cursor;
        if (found == null) {
            found = new ClaimCursor(queue, cursors, CURSOR, CURSOR_EVERY);
            searched = found.begin();
            cursor = found;
        }
        return found;
    }

    /** Goes on by a batch; tells whether there was anything. */
    private boolean search() throws UnreadableEntryException {
        var entries = queue.read(searched + 1, BATCH);
        for (var judged : entries) {
            if (!judged.entry().stream().site().equals(queue.ownStream().site())) {
                look(judged);
            }
            searched = judged.entry().position();
        }
        return !entries.isEmpty();
    }

    private void look(JudgedEntry judged) throws UnreadableEntryException {
        var entry = judged.entry();
        for (var registered : confirmations.among(List.of(judged))) {
            owed.registered(entry.stream(), registered.where(), nowMillis());
        }
        if (entry.type() == EntryType.CLAIMS_SETTLED.number()
                && format.decode(entry.draft())
                        instanceof
                        ControlEntry(var _, var _, ClaimsSettled(var incarnation, var upTo))) {
            owed.settled(new SiteLog(entry.stream().site(), incarnation), upTo);
        }
    }

    private Optional<String> confirm(Due due)
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnreadableEntryException {
        var mark = due.mark();
        var entries =
                queue.readStream(due.stream(), mark.first(), DUE).entries().stream()
                        .filter(judged -> judged.entry().offset() <= mark.last())
                        .toList();
        if (entries.isEmpty()) {
            return Optional.of("the log has nothing at offset " + mark.first() + " any more");
        }
        var registered = confirmations.among(entries);
        var open =
                confirmations.confirm(
                        registered.stream().filter(each -> due.concerns(each.where())).toList());
        if (open.isEmpty()) {
            var last = entries.getLast().entry();
            owed.confirmed(
                    due,
                    last.offset(),
                    last.position() + 1,
                    registered.stream()
                            .map(Claiming::where)
                            .filter(each -> !due.concerns(each))
                            .toList());
        }
        return open;
    }

    /** Stops, within some seconds. */
    @Override
    public void close() {
        steps.close();
    }
}
