package dev.homeport.local.adapter.os;

import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Starts the processes of a fleet, keeps them running, and ends them: exactly those that it
 * started. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {

    private static final long POLL_NANOS = 10_000_000;

    private final StateFolder folder;
    private final SupervisorSettings settings;
    private final RandomGenerator chance;
    private final Consumer<ProcessStatus> onChange;
    private final PidFiles pidFiles;
    private final HeldProcesses heldProcesses;
    private final Map<String, SupervisedProcess> processes = new ConcurrentHashMap<>();

    /**
     * Makes a supervisor that runs nothing yet.
     *
     * @param folder the state folder, held by this launcher, whose orphans have been ended
     * @param settings how to watch
     * @param chance draws the pauses before restarts
     * @param onChange is told every change of a process's state, on that process's thread; it must
     *     be quick and thread-safe
     */
    public Supervisor(
            StateFolder folder,
            SupervisorSettings settings,
            RandomGenerator chance,
            Consumer<ProcessStatus> onChange) {
        this.folder = folder;
        this.settings = settings;
        this.chance = chance;
        this.onChange = onChange;
        this.pidFiles = new PidFiles(folder.pidFolder());
        this.heldProcesses = new HeldProcesses(folder.path());
    }

    /**
     * Starts a process and returns at once; {@link #awaitReady} waits for it. One that was stopped
     * or given up may be started again.
     *
     * @throws IllegalStateException if a process of that name is being kept running
     */
    public void start(ProcessDefinition definition) {
        var fresh =
                new SupervisedProcess(
                        definition, settings, folder.token(), pidFiles, chance, onChange);
        processes.compute(
                definition.name(),
                (name, present) -> {
                    if (present != null && !isOver(present.status().state())) {
                        throw new IllegalStateException(
                                "process: " + name + " is running already; stop it first");
                    }
                    return fresh;
                });
        fresh.begin();
    }

    private static boolean isOver(State state) {
        return state == State.STOPPED || state == State.FAILED;
    }

    /**
     * Waits until some processes are ready.
     *
     * @param names which
     * @param bound how long at most, all together
     * @throws StartRefusedException if one of them was given up, or the bound has passed, with what
     *     is known about the cause
     */
    public void awaitReady(Collection<String> names, Duration bound)
            throws StartRefusedException, InterruptedException {
        var deadline = System.nanoTime() + bound.toNanos();
        var waitingFor = new ArrayList<>(names);
        while (true) {
            for (var name : names) {
                var status = statusOf(name);
                if (isOver(status.state())) {
                    throw new StartRefusedException(
                            status.problem().orElse(name + " was stopped before it was ready"));
                }
            }
            waitingFor.removeIf(name -> statusOf(name).state() == State.READY);
            if (waitingFor.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                var first = statusOf(waitingFor.getFirst());
                throw new StartRefusedException(
                        "Not ready within "
                                + bound.toSeconds()
                                + " s: "
                                + String.join(", ", waitingFor)
                                + first.problem()
                                        .map(why -> "; " + first.name() + ": " + why)
                                        .orElse(""));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private ProcessStatus statusOf(String name) {
        return required(name).status();
    }

    private SupervisedProcess required(String name) {
        var process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(
                    "process: there is none called "
                            + name
                            + "; use one of "
                            + processes.keySet().stream().sorted().toList());
        }
        return process;
    }

    /** Returns how every process is doing, by name. */
    public List<ProcessStatus> status() {
        return new TreeMap<>(processes).values().stream().map(SupervisedProcess::status).toList();
    }

    /**
     * Does something to one process. What is held is remembered on disk before it is killed.
     *
     * @throws IOException if it cannot be done
     * @throws IllegalArgumentException if there is no such process
     */
    public void act(ProcessAction action, String name) throws IOException {
        var process = required(name);
        switch (action) {
            case HOLD -> {
                heldProcesses.add(name);
                process.hold();
            }
            case RELEASE -> {
                process.release();
                heldProcesses.remove(name);
            }
            case PAUSE -> process.pause();
            case RESUME -> process.resume();
        }
    }

    /**
     * Forgets what an earlier launcher of the folder held back: a fleet that is started anew is
     * started whole.
     *
     * @return the names of what was held
     * @throws IOException if that cannot be read
     */
    public static List<String> forgetHeld(StateFolder folder) throws IOException {
        var held = new HeldProcesses(folder.path());
        var names = held.names();
        held.clear();
        return names;
    }

    /** Tells whether a process of that name is being kept running. */
    public boolean isKept(String name) {
        var process = processes.get(name);
        return process != null && !isOver(process.status().state());
    }

    /**
     * Ends one process and leaves it ended.
     *
     * @throws IOException if it does not end, even by SIGKILL
     * @throws IllegalArgumentException if there is no such process
     */
    public void stop(String name) throws IOException {
        required(name).stop();
    }

    /**
     * Ends every process, in the order of their definitions, those of equal order side by side.
     *
     * @throws IOException if some do not end, even by SIGKILL; the others have been ended
     */
    public void stopAll() throws IOException {
        var byOrder = new TreeMap<Integer, List<SupervisedProcess>>();
        for (var process : processes.values()) {
            byOrder.computeIfAbsent(process.definition().stopOrder(), order -> new ArrayList<>())
                    .add(process);
        }
        var problems = new ArrayList<IOException>();
        for (var group : byOrder.values()) {
            problems.addAll(stopSideBySide(group));
        }
        if (!problems.isEmpty()) {
            var first = problems.removeFirst();
            problems.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static List<IOException> stopSideBySide(List<SupervisedProcess> group) {
        var problems = Collections.synchronizedList(new ArrayList<IOException>());
        var threads =
                group.stream()
                        .map(process ->
                                Thread.startVirtualThread(() -> {
                                    try {
                                        process.stop();
                                    } catch (IOException e) {
                                        problems.add(e);
                                    }
                                }))
                        .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add(new InterruptedIOException("interrupted while stopping"));
                return problems;
            }
        }
        return problems;
    }

    /** Ends every process; see {@link #stopAll}. */
    @Override
    public void close() throws IOException {
        stopAll();
    }
}
