package dev.homeport.local.adapter.os;

import dev.homeport.local.process.LaunchMark;
import dev.homeport.local.process.NotReadyException;
import dev.homeport.local.process.PidRecord;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.process.RestartDecision;
import dev.homeport.local.process.RestartHistory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One process that is kept running: a thread of its own starts it, waits until it is ready, watches
 * it and, when it ends by itself, does what its restart policy says. Thread-safe.
 */
final class SupervisedProcess {

    private static final int LINES_SHOWN = 5;
    private static final OptionalInt DONE = OptionalInt.of(0);
    private static final long KILL_BOUND_SECONDS = 5;
    private static final Duration PUMP_BOUND = Duration.ofSeconds(1);
    private static final long HELD_POLL_MILLIS = 20;

    private final ProcessDefinition definition;
    private final SupervisorSettings settings;
    private final String token;
    private final PidFiles pidFiles;
    private final RandomGenerator chance;
    private final Consumer<ProcessStatus> onChange;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Object lock = new Object();

    private ProcessStatus status;
    private @Nullable Process process;
    private @Nullable PidRecord record;
    private boolean held;

    SupervisedProcess(
            ProcessDefinition definition,
            SupervisorSettings settings,
            String token,
            PidFiles pidFiles,
            RandomGenerator chance,
            Consumer<ProcessStatus> onChange) {
        this.definition = definition;
        this.settings = settings;
        this.token = token;
        this.pidFiles = pidFiles;
        this.chance = chance;
        this.onChange = onChange;
        this.status =
                new ProcessStatus(
                        definition.name(),
                        State.STARTING,
                        OptionalLong.empty(),
                        0,
                        Optional.empty());
    }

    ProcessDefinition definition() {
        return definition;
    }

    ProcessStatus status() {
        synchronized (lock) {
            return status;
        }
    }

    void begin() {
        Thread.ofVirtual().name("supervise " + definition.name()).start(this::keepRunning);
    }

    private void keepRunning() {
        var history = RestartHistory.NONE;
        try {
            while (true) {
                var startNanos = System.nanoTime();
                var exitCode = awaitRelease() ? runOnce() : OptionalInt.empty();
                if (isStopAsked() || hasDoneItsWork(exitCode)) {
                    change(State.STOPPED, OptionalLong.empty(), Optional.empty());
                    return;
                }
                if (isHeld() || exitCode.isEmpty()) {
                    history = RestartHistory.NONE;
                    continue;
                }
                var decision =
                        definition
                                .restart()
                                .decide(
                                        history,
                                        exitCode.getAsInt(),
                                        startNanos,
                                        System.nanoTime(),
                                        chance.nextDouble());
                switch (decision) {
                    case RestartDecision.GiveUp(var reason) -> {
                        fail(definition.name() + ": " + reason + logTail());
                        return;
                    }
                    case RestartDecision.Restart(var next, var pauseNanos) -> {
                        history = next;
                        ended(exitCode.getAsInt());
                        if (stopAsked.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                            change(State.STOPPED, OptionalLong.empty(), Optional.empty());
                            return;
                        }
                    }
                }
            }
        } catch (IOException e) {
            fail(definition.name() + ": it cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(definition.name() + ": its supervision was interrupted");
        } catch (RuntimeException e) {
            fail(definition.name() + ": its supervision failed: " + e);
        } finally {
            over.countDown();
        }
    }

    /** A process that works something off ends with 0, and its policy says that this is final. */
    private boolean hasDoneItsWork(OptionalInt exitCode) {
        return exitCode.equals(DONE) && definition.restart().finalExitCodes().contains(0);
    }

    /** Waits while the process is held back; returns whether it may run then. */
    private boolean awaitRelease() throws InterruptedException {
        while (isHeld()) {
            change(State.HELD, OptionalLong.empty(), Optional.of("it is held back"));
            if (stopAsked.await(HELD_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return !isStopAsked();
    }

    private boolean isHeld() {
        synchronized (lock) {
            return held;
        }
    }

    /** Runs the process once; returns its exit code, or nothing if it was kept from running. */
    private OptionalInt runOnce() throws IOException, InterruptedException {
        var started = start();
        if (started == null) {
            return OptionalInt.empty();
        }
        var pump = pumpOutput(started);
        try {
            awaitReady(started);
            watch(started);
            var exitCode = started.waitFor();
            // A child of the process may still hold its output; that must not hold us up.
            pump.join(PUMP_BOUND);
            return isStopAsked() ? OptionalInt.empty() : OptionalInt.of(exitCode);
        } finally {
            // Only an interrupted or broken supervision leaves it running.
            started.destroyForcibly();
            pidFiles.delete(definition.name());
            synchronized (lock) {
                process = null;
                record = null;
                lock.notifyAll();
            }
        }
    }

    private @Nullable Process start() throws IOException {
        synchronized (lock) {
            if (isStopAsked() || held) {
                return null;
            }
            Files.createDirectories(definition.workingFolder());
            var builder =
                    new ProcessBuilder(definition.command())
                            .directory(definition.workingFolder().toFile())
                            .redirectErrorStream(true);
            builder.environment().putAll(definition.environment());
            var mark = new LaunchMark(token, definition.name());
            builder.environment().put(LaunchMark.VARIABLE, mark.toText());
            var started = builder.start();
            started.getOutputStream().close();
            process = started;
            try {
                var observed = ProcFolder.observe(started.pid());
                if (observed.isPresent()) {
                    record = new PidRecord(definition.name(), observed.get().fingerprint());
                    pidFiles.write(record);
                }
            } catch (IOException e) {
                started.destroyForcibly();
                throw e;
            }
            change(State.STARTING, OptionalLong.of(started.pid()), status.problem());
            return started;
        }
    }

    private Thread pumpOutput(Process started) {
        return Thread.ofPlatform()
                .daemon()
                .name("log " + definition.name())
                .start(() -> {
                    try (var log =
                            new RotatingLog(
                                    definition.logFile(),
                                    settings.largestLogBytes(),
                                    settings.oldLogFiles())) {
                        log.pump(started.getInputStream());
                    } catch (IOException e) {
                        note("its log could not be closed: " + e.getMessage());
                    }
                });
    }

    private void awaitReady(Process started) throws InterruptedException {
        var readiness = definition.readiness();
        var deadline = System.nanoTime() + readiness.deadline().toNanos();
        while (started.isAlive()) {
            try {
                ReadinessCheck.check(readiness);
                changeFrom(State.STARTING, State.READY, status().problem());
                return;
            } catch (NotReadyException e) {
                if (System.nanoTime() - deadline > 0) {
                    note(
                            "not ready within "
                                    + readiness.deadline().toMillis()
                                    + " ms: "
                                    + e.getMessage()
                                    + logTail());
                    started.destroyForcibly();
                    return;
                }
            }
            started.waitFor(settings.startPoll().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void watch(Process started) throws InterruptedException {
        var misses = 0;
        while (!started.waitFor(settings.watchPoll().toMillis(), TimeUnit.MILLISECONDS)) {
            if (isStopAsked()) {
                return;
            }
            try {
                ReadinessCheck.check(definition.readiness());
                misses = 0;
                changeFrom(State.UNRESPONSIVE, State.READY, status().problem());
            } catch (NotReadyException e) {
                if (++misses >= settings.missesToUnresponsive()) {
                    changeFrom(
                            State.READY,
                            State.UNRESPONSIVE,
                            Optional.of("it does not answer: " + e.getMessage()));
                }
            }
        }
    }

    /**
     * Asks the process to end, and ends it after its bound; returns when it has ended.
     *
     * @throws IOException if even SIGKILL does not end it within a bound
     */
    void stop() throws IOException {
        Process running;
        synchronized (lock) {
            stopAsked.countDown();
            running = process;
            if (running != null) {
                goOnToEnd();
                change(State.STOPPING, OptionalLong.of(running.pid()), status.problem());
                running.destroy();
            }
        }
        try {
            if (running != null && !running.waitFor(definition.stopBound())) {
                running.destroyForcibly();
            }
            if (!over.await(KILL_BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(definition.name() + " does not end; end it by hand");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + definition.name() + " ended");
        }
    }

    /**
     * Kills the process and keeps it from being started again; returns when it has ended.
     *
     * @throws IOException if it does not end within a bound
     */
    void hold() throws IOException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(KILL_BOUND_SECONDS);
        synchronized (lock) {
            held = true;
            if (process != null) {
                process.destroyForcibly();
            }
            while (process != null) {
                var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    throw new IOException(definition.name() + " does not end; end it by hand");
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException(
                            "interrupted while " + definition.name() + " ended");
                }
            }
        }
    }

    /** Lets a process that was held back be started again. */
    void release() {
        synchronized (lock) {
            held = false;
        }
    }

    /**
     * Stops the process in its tracks.
     *
     * @throws IOException if it does not run, or cannot be stopped
     */
    void pause() throws IOException {
        synchronized (lock) {
            if (record == null) {
                throw new IOException(definition.name() + " does not run, and cannot be paused");
            }
            Signals.pause(record.fingerprint());
            change(State.PAUSED, status.pid(), Optional.of("it is paused"));
        }
    }

    /**
     * Lets the process go on, if it was paused.
     *
     * @throws IOException if it cannot be told
     */
    void resume() throws IOException {
        synchronized (lock) {
            letGoOn();
            changeFrom(
                    State.PAUSED, State.UNRESPONSIVE, Optional.of("it was paused until just now"));
        }
    }

    /** What is stopped in its tracks does not hear that it shall end. */
    private void goOnToEnd() {
        try {
            letGoOn();
        } catch (IOException e) {
            note("it could not be let go on, and is killed after its bound: " + e.getMessage());
        }
    }

    private void letGoOn() throws IOException {
        if (record != null && status.state() == State.PAUSED) {
            Signals.resume(record.fingerprint());
        }
    }

    private boolean isStopAsked() {
        return stopAsked.getCount() == 0;
    }

    private String logTail() {
        var lines = RotatingLog.lastLines(definition.logFile(), LINES_SHOWN);
        return lines.isEmpty()
                ? ""
                : "; " + definition.logFile() + " ends with:\n  " + String.join("\n  ", lines);
    }

    private void ended(int exitCode) {
        synchronized (lock) {
            var problem = "it ended by itself with exit code " + exitCode;
            set(
                    new ProcessStatus(
                            definition.name(),
                            State.PAUSING,
                            OptionalLong.empty(),
                            status.ends() + 1,
                            Optional.of(problem)));
        }
    }

    private void fail(String problem) {
        change(State.FAILED, OptionalLong.empty(), Optional.of(problem));
    }

    private void note(String problem) {
        synchronized (lock) {
            change(status.state(), status.pid(), Optional.of(problem));
        }
    }

    private void changeFrom(State from, State to, Optional<String> problem) {
        synchronized (lock) {
            if (status.state() == from) {
                change(to, status.pid(), problem);
            }
        }
    }

    private void change(State state, OptionalLong pid, Optional<String> problem) {
        synchronized (lock) {
            set(new ProcessStatus(definition.name(), state, pid, status.ends(), problem));
        }
    }

    private void set(ProcessStatus next) {
        if (!next.equals(status)) {
            status = next;
            onChange.accept(next);
        }
    }
}
