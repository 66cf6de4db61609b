package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.quorumqueue.EntryId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after open moves at the replica that leads: asks sites again and again and ends the moves
 * of which everything is seen open. While none is open nobody is asked. Has one thread of its own;
 * thread-safe.
 */
public final class MoveWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration DECIDE = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final String self;
    private final InstantSource wallClock;
    private final Consumer<String> log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Why a move last did not end: said once, by the one thread. */
    private String refusal = "";

    /**
     * Makes the watch; {@link #start} begins.
     *
     * @param replica decides, if it leads
     * @param reports asks sites
     * @param self who decides, as it stands in the records
     * @param wallClock says when a move ended
     * @param log takes a line for the operator
     */
    public MoveWatch(
            ControlReplica replica,
            SiteReports reports,
            String self,
            InstantSource wallClock,
            Consumer<String> log) {
        this.replica = replica;
        this.reports = reports;
        this.self = self;
        this.wallClock = wallClock;
        this.log = log;
        this.thread = Thread.ofVirtual().name("homeport-move-watch").unstarted(this::run);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.accept("ALARM: a defect in looking after moves: " + e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (!replica.isLeading()) {
            return;
        }
        var open = replica.state().map(state -> state.moves().open()).orElse(Moves.NONE.open());
        if (open.isEmpty()) {
            return;
        }
        var report = reports.ask(ASK).toCompletableFuture().join();
        for (var move : open.values()) {
            step(move, report);
        }
    }

    private void step(Move move, FleetReport report) {
        var id = new EntryId("step-" + move.id() + "-" + move.tableVersion());
        var answer =
                replica.submit(
                                id,
                                self,
                                new Question.StepMove(move.id(), report, wallClock.millis()),
                                DECIDE)
                        .toCompletableFuture()
                        .join();
        // What did not come about is tried again at the next look; a refusal says a human is due.
        if (answer instanceof Answer.Refused(_, var why) && !why.equals(refusal)) {
            log.accept("move " + move.id() + " does not end: " + why);
            refusal = why;
        }
    }

    /** Stops looking, within some seconds. */
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
