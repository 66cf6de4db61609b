package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.deliberation.ControlStep;
import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.controlplane.takeover.Automation;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does at the replica that leads what {@link Automation} says is due about sites that are lost. Has
 * one thread of its own; thread-safe.
 */
public final class TakeoverWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration DECIDE = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final Supplier<FleetHealth> health;
    private final String self;
    private final Consumer<ControlStep> journal;
    private final InstantSource wallClock;
    private final Consumer<String> log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Why a site was last not taken over: said once, by the one thread. */
    private String refusal = "";

    /**
     * Makes the watch; {@link #start} begins.
     *
     * @param replica decides, if it leads
     * @param reports asks sites
     * @param health how sites are doing
     * @param self who decides, as it stands in the records
     * @param journal where what is due is recorded; must not wait
     * @param wallClock says when something was decided
     * @param log takes a line for the operator
     */
    public TakeoverWatch(
            ControlReplica replica,
            SiteReports reports,
            Supplier<FleetHealth> health,
            String self,
            Consumer<ControlStep> journal,
            InstantSource wallClock,
            Consumer<String> log) {
        this.replica = replica;
        this.reports = reports;
        this.health = health;
        this.self = self;
        this.journal = journal;
        this.wallClock = wallClock;
        this.log = log;
        this.thread =
                Thread.ofPlatform().daemon().name("homeport-takeover-watch").unstarted(this::run);
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
                    log.accept("ALARM: a defect in looking after lost sites: " + e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        var state = replica.state();
        if (state.isEmpty() || !replica.isLeading()) {
            return;
        }
        var seen = health.get();
        var due = Automation.propose(state.get(), seen, self);
        if (!due.isEmpty()) {
            journal.accept(new ControlStep.Proposed(state.get(), seen, self, due));
        }
        for (var step : due) {
            var answer =
                    switch (step) {
                        case Automation.Note(var site) -> note(state.get(), seen, site);
                        case Automation.TakeOver(var wish) -> takeOver(state.get(), seen, wish);
                    };
            // What did not come about is tried again at the next look.
            if (answer instanceof Answer.Refused(_, var why) && !why.equals(refusal)) {
                log.accept("nothing is done about " + step.site() + ", which is lost: " + why);
                refusal = why;
            } else if (answer instanceof Answer.Recorded) {
                log.accept(
                        step instanceof Automation.TakeOver
                                ? "ALARM: " + step.site() + " is lost and taken over"
                                : "ALARM: look at what is proposed about " + step.site());
                refusal = "";
            }
        }
    }

    private Answer note(ControlState state, FleetHealth seen, SiteId site) {
        // The same look makes one record, however often it is tried.
        var id = new EntryId("note-" + site + "-" + state.decisions());
        return replica.submit(
                        id, self, new Question.NoteSite(seen, site, wallClock.millis()), DECIDE)
                .toCompletableFuture()
                .join();
    }

    private Answer takeOver(ControlState state, FleetHealth seen, TakeoverWish wish) {
        // A leader that follows one that died asks for the same move.
        var id = MoveId.ofRequest("automatic " + wish.lost() + " " + state.tableVersion());
        var report = reports.ask(ASK).toCompletableFuture().join();
        return replica.submit(
                        new EntryId("move-" + id),
                        self,
                        new Question.BeginTakeover(wish, seen, report, id, wallClock.millis()),
                        DECIDE)
                .toCompletableFuture()
                .join();
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
