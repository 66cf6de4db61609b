package dev.homeport.dcnode.adoption;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.dcnode.home.adoption.Orphan;
import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.home.adoption.RecordedAdopter;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the orphans in the site's log adopted whose shards are at home here: what an earlier home
 * alone had acknowledged takes effect after all. It follows the log behind a named cursor that
 * moves past an orphan when it is adopted, by whichever site, so that none is forgotten whoever
 * crashes, and the log keeps it until then.
 *
 * <p>Has one thread of its own; thread-safe. {@link #start} once, {@link #close} once.
 */
public final class Adoption implements AutoCloseable {

    /** Name of the cursor. */
    public static final String CURSOR = "adoption";

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Backoff BACKOFF = Backoff.ofMillis(100, 5_000);
    private static final long CURSOR_EVERY = 1_024;

    /**
     * How it stands.
     *
     * @param account what has been found and adopted
     * @param trouble why it does not go on; empty while it does
     */
    public record Status(OrphanAccount.Account account, Optional<String> trouble) {

        /** The same with the number of adoptions that the view has kept. */
        public Status withAdopted(long adopted) {
            return new Status(account.withAdopted(adopted), trouble);
        }
    }

    private record Answer(DerivedId id, boolean taken) {}

    private final QuorumQueue queue;
    private final Cursors cursors;
    private final EntryFormat format;
    private final Homes homes;
    private final FactAppender appender;
    private final Consumer<AdopterStep> journal;
    private final MoveRules rules;
    private final RandomGenerator chance;
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Status status = new Status(OrphanAccount.Account.NONE, Optional.empty());
    private long cursorAt;
    private int failures;

    /**
     * Makes it.
     *
     * @param queue this node's part of the log
     * @param cursors moves the cursor
     * @param format how bytes become entries
     * @param homes where the homes are
     * @param appender appends to the site's log
     * @param rules which rules it keeps to
     * @param journal where the steps of the account are recorded
     * @param chance for the jitter of waits
     */
    public Adoption(
            QuorumQueue queue,
            Cursors cursors,
            EntryFormat format,
            Homes homes,
            FactAppender appender,
            MoveRules rules,
            Consumer<AdopterStep> journal,
            RandomGenerator chance) {
        this.queue = queue;
        this.cursors = cursors;
        this.format = format;
        this.homes = homes;
        this.appender = appender;
        this.journal = journal;
        this.rules = rules;
        this.chance = chance;
        this.thread = Thread.ofPlatform().name("adoption").daemon().unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** How it stands. */
    public Status status() {
        return status;
    }

    private void run() {
        try {
            cursorAt = queue.cursors().getOrDefault(CURSOR, 0L);
            var adopter = new RecordedAdopter(cursorAt, rules, journal);
            var search = new OrphanSearch(queue, format, adopter);
            while (closed.getCount() > 0) {
                try {
                    step(adopter, search);
                } catch (QueueException | ExecutionException | UnreadableEntryException e) {
                    waitOut("" + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(RecordedAdopter adopter, OrphanSearch search)
            throws InterruptedException, ExecutionException, UnreadableEntryException {
        var seen = queue.lastPosition();
        var went = search.step();
        var declined = takeAnswers(adopter);
        for (var orphan : adopter.due(shard -> homes.homeOf(shard) instanceof Home.Here)) {
            adopt(orphan);
        }
        status = new Status(adopter.account(), Optional.empty());
        keepCursor(adopter.settledThrough());
        if (declined) {
            waitOut("an adoption was declined for now");
            return;
        }
        failures = 0;
        if (!went) {
            queue.awaitBeyond(seen, IDLE).toCompletableFuture().get();
        }
    }

    private void adopt(Orphan orphan) {
        var id = orphan.entry().id();
        var _ =
                appender.adopt(orphan.address(), orphan.entry(), orphan.adoption())
                        .handle((outcome, _) ->
                                outcome instanceof AppendOutcome.Acknowledged
                                        || outcome instanceof AppendOutcome.Repeated)
                        .thenAccept(taken -> answers.add(new Answer(id, taken)));
    }

    /** Whether one was declined. */
    private boolean takeAnswers(RecordedAdopter adopter) {
        var declined = false;
        for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            adopter.answered(answer.id(), answer.taken());
            declined |= !answer.taken();
        }
        return declined;
    }

    private void keepCursor(long settled) {
        if (settled - cursorAt < CURSOR_EVERY) {
            return;
        }
        cursorAt = settled;
        var _ = cursors.advance(CURSOR, settled, CALL);
    }

    private void waitOut(String why) throws InterruptedException {
        status = new Status(status.account(), Optional.of(why));
        if (failures++ == 0 && closed.getCount() > 0) {
            LOG.warn("Adoption waits: {}", why);
        }
        closed.await(BACKOFF.delay(failures, chance).toNanos(), TimeUnit.NANOSECONDS);
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
