package dev.homeport.drills.app;

import dev.homeport.client.adapter.driver.NotReadyException;
import dev.homeport.client.adapter.file.HistoryFile;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.drills.adapter.file.DrillFolder;
import dev.homeport.drills.adapter.file.DrillJournal;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.fleet.FleetChanges;
import dev.homeport.drills.adapter.load.DrillLoad;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.change.ChangeRecord;
import dev.homeport.drills.report.DrillReport;
import dev.homeport.drills.run.DrillEffect;
import dev.homeport.drills.run.DrillEnd;
import dev.homeport.drills.run.DrillInput;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.DrillPhase.Work;
import dev.homeport.drills.run.RecordedMachine;
import dev.homeport.drills.verdict.Demands;
import dev.homeport.drills.verdict.Figures;
import dev.homeport.drills.verdict.RateDemand;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries one drill out: gives the machine what it has to know, and does what the machine wants.
 * One thread steps the machine; changes are made and undone by one other, in their order. For one
 * call.
 */
final class DrillLeader implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1_024;

    private final DrillFolder folder;
    private final DrillOrder order;
    private final Course course;
    private final DrilledFleet fleet;
    private final FleetChanges changes;
    private final ChangeRecord record;
    private final InstantSource wallClock;
    private final Consumer<String> log;
    private final RecordedMachine machine;
    private final LoadMeter meter;
    private final Lookout lookout;
    private final Measuring measuring;
    private final DrillWork labour;

    /** Each is asked on the machine's thread, when its turn has come. */
    private final BlockingQueue<Callable<DrillInput>> inputs =
            new LinkedBlockingQueue<>(MOST_WAITING);

    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("changes").factory());
    private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();

    private Optional<Figures> figures = Optional.empty();
    private @Nullable Future<?> work;
    private @Nullable Future<?> load;

    DrillLeader(
            DrillFolder folder,
            DrillOrder order,
            Course course,
            DrilledFleet fleet,
            ChangeRecord record,
            InstantSource wallClock,
            Consumer<String> log) {
        this.folder = folder;
        this.order = order;
        this.course = course;
        this.fleet = fleet;
        this.changes = new FleetChanges(fleet);
        this.record = record;
        this.wallClock = wallClock;
        this.log = log;
        this.machine =
                new RecordedMachine(course.script(), DrillJournal.begin(folder.journal(), log));
        this.meter =
                new LoadMeter(
                        course.patience(),
                        course.bearableSilence(),
                        order.site(),
                        () -> offer(DrillInput.LoadRuns::new));
        this.lookout = new Lookout(fleet, wallClock.millis());
        this.measuring = new Measuring(order, fleet, changes, lookout, meter, wallClock);
        this.labour = new DrillWork(order, fleet, changes, record, measuring, log);
    }

    /**
     * Leads the drill to its end, with everything undone.
     *
     * @throws ChangeFailedException if something could not be undone
     * @throws IOException if something could not be recorded
     */
    DrillReport lead() throws ChangeFailedException, IOException, InterruptedException {
        lookers.execute(this::lookOn);
        if (order.kind().takesOver()) {
            lookers.execute(measuring::lookOn);
        }
        var effects = new ArrayDeque<DrillEffect>(machine.begin(System.nanoTime()));
        while (true) {
            while (!effects.isEmpty()) {
                switch (effects.removeFirst()) {
                    case DrillEffect.Begin(var phase) -> {
                        log.accept("phase " + phase.name());
                        folder.phase(phase.name(), wallClock.millis());
                        begin(phase.work());
                    }
                    case DrillEffect.Restore() -> {
                        log.accept("the drill is given up; undoing what it changed");
                        folder.phase("restore", wallClock.millis());
                        restore();
                        effects.addAll(machine.step(new DrillInput.Restored(), System.nanoTime()));
                    }
                    case DrillEffect.Finish(var end, var reasons) -> {
                        return report(end, reasons);
                    }
                }
            }
            var next = inputs.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            effects.addAll(machine.step(next == null ? tick() : read(next), System.nanoTime()));
            effects.addAll(machine.step(served(), System.nanoTime()));
        }
    }

    private static DrillInput read(Callable<DrillInput> next) throws InterruptedException {
        try {
            return next.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new DrillInput.WorkFailed(DrillEnd.ABORTED, "the drill itself failed: " + e);
        }
    }

    private DrillInput tick() throws IOException {
        var abort = folder.abort();
        if (abort.isPresent()) {
            return new DrillInput.Abort(abort.get());
        }
        return fleet.diskTrouble()
                .<DrillInput>map(DrillInput.Abort::new)
                .orElseGet(DrillInput.Tick::new);
    }

    private DrillInput served() {
        var wanted = order.rate() * (double) RateDemand.LEAST_PERCENT / 100;
        return new DrillInput.Served(
                meter.acknowledged(), meter.ofSiteLastSecond(System.nanoTime()) >= wanted);
    }

    private void offer(Callable<DrillInput> input) {
        if (!inputs.offer(input)) {
            log.accept("too many inputs wait; one is dropped");
        }
    }

    private void lookOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var look = lookout.look();
                offer(() -> new DrillInput.Looked(look));
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Work next) {
        switch (next) {
            case Work.Nothing() -> {}
            case Work.StartLoad() -> {
                load = lookers.submit(this::driveLoad);
                offer(DrillInput.WorkDone::new);
            }
            case Work.Make make -> work(() -> labour.make(make.changes()));
            case Work.Undo undo -> work(() -> labour.undo(undo.changes()));
            case Work.UndoAll() -> work(labour::undoAll);
            case Work.OfHeir(var step) -> work(() -> labour.ofHeir(step));
            case Work.CountStranded() -> work(labour::countStranded);
            case Work.ReadBack() -> meter.end();
        }
    }

    private void work(Job job) {
        work = worker.submit(() -> tell(job));
    }

    @FunctionalInterface
    private interface Job {
        void run() throws ChangeFailedException, IOException, InterruptedException;
    }

    private void tell(Job job) {
        try {
            job.run();
            offer(DrillInput.WorkDone::new);
        } catch (ChangeFailedException e) {
            var end = e.isBroken() ? DrillEnd.BROKEN : DrillEnd.ABORTED;
            offer(() -> new DrillInput.WorkFailed(end, e.detail()));
        } catch (IOException e) {
            offer(() -> new DrillInput.WorkFailed(DrillEnd.ABORTED, String.valueOf(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restore() throws ChangeFailedException, IOException, InterruptedException {
        meter.end();
        if (load != null) {
            load.cancel(true);
        }
        if (work != null) {
            work.cancel(true);
        }
        var restored = new LinkedBlockingQueue<Optional<Exception>>();
        worker.execute(() -> {
            try {
                new Undoing(changes, record, log).all(DrillMain.RESTORING);
                restored.add(Optional.empty());
            } catch (ChangeFailedException | IOException | RuntimeException e) {
                restored.add(Optional.of(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var trouble = restored.poll(2 * DrillMain.RESTORING.toMillis(), TimeUnit.MILLISECONDS);
        if (trouble == null) {
            throw new ChangeFailedException("undoing what was changed goes on and on", false);
        }
        if (trouble.isPresent()) {
            throw new ChangeFailedException("not restored: " + trouble.get().getMessage(), false);
        }
    }

    private void driveLoad() {
        try {
            var outcome =
                    new DrillLoad(fleet.folder(), wallClock)
                            .run(course.handles(folder.id()), order.rate(), log, meter);
            HistoryFile.write(folder.history(), outcome.histories());
            offer(() -> judged(outcome));
        } catch (NotReadyException | IOException | RuntimeException e) {
            offer(() -> new DrillInput.WorkFailed(DrillEnd.ABORTED, "load: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DrillInput judged(LoadOutcome outcome) throws InterruptedException {
        var measured = measuring.figures(outcome, machine.laps(), course.budgetMillis());
        figures = Optional.of(measured);
        return new DrillInput.Judged(Demands.unmet(order, measured));
    }

    private DrillReport report(DrillEnd end, List<String> reasons) {
        return new DrillReport(
                folder.id(),
                order,
                end,
                reasons,
                machine.laps(),
                figures,
                Machine.here(),
                course.settings(order),
                figures.map(_ -> folder.history().toString()));
    }

    @Override
    public void close() {
        worker.shutdownNow();
        lookers.shutdownNow();
    }
}
