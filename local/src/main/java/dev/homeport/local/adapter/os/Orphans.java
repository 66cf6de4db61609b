package dev.homeport.local.adapter.os;

import dev.homeport.local.process.LaunchMark;
import dev.homeport.local.process.ObservedProcess;
import dev.homeport.local.process.OrphanDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends what a killed launcher of the same state folder left running. Besides the pid files, every
 * process of the machine is looked at for the folder's mark: a launcher may have died between a
 * start and its pid file. Whatever does not carry the mark is never touched. Stateless.
 */
public final class Orphans {

    private static final System.Logger LOG = System.getLogger(Orphans.class.getName());
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    private Orphans() {}

    /**
     * Ends the orphans of a state folder, in order (SIGTERM, after the bound SIGKILL), and removes
     * all pid files.
     *
     * @param folder the folder, which this launcher holds
     * @param bound how long they may take together to end by themselves
     * @return what was found, one sentence each
     * @throws IOException if one of them does not end
     */
    public static List<String> end(StateFolder folder, Duration bound)
            throws IOException, InterruptedException {
        var report = new ArrayList<String>();
        var pidFiles = new PidFiles(folder.pidFolder());
        var ours = new HashMap<Long, ObservedProcess>();
        for (var record : pidFiles.readAll()) {
            var observed = ProcFolder.observe(record.fingerprint().pid());
            switch (OrphanDecision.decide(record, folder.token(), observed)) {
                case OrphanDecision.Gone _ -> {}
                case OrphanDecision.Ours(var process) ->
                        ours.put(process.fingerprint().pid(), process);
                case OrphanDecision.SomebodyElses(var process) ->
                        report.add(
                                "The pid file of "
                                        + record.name()
                                        + " was stale: pid "
                                        + process.fingerprint().pid()
                                        + " is another process now ("
                                        + process.command()
                                        + "), which was left alone.");
            }
            pidFiles.delete(record.name());
        }
        addMarked(folder.token(), ours);
        endAll(ours, bound);
        ours.values()
                .forEach(process ->
                        report.add(
                                "Ended "
                                        + process.mark().map(LaunchMark::name).orElse("")
                                        + " (pid "
                                        + process.fingerprint().pid()
                                        + "), left over from a launcher that was killed."));
        return report;
    }

    private static void addMarked(String token, Map<Long, ObservedProcess> ours)
            throws IOException {
        var self = ProcessHandle.current().pid();
        for (var pid : ProcFolder.pids()) {
            if (pid != self) {
                ProcFolder.observe(pid)
                        .filter(process -> carries(process, token))
                        .ifPresent(process -> ours.put(pid, process));
            }
        }
    }

    private static boolean carries(ObservedProcess process, String token) {
        return process.mark().filter(mark -> mark.token().equals(token)).isPresent();
    }

    private static void endAll(Map<Long, ObservedProcess> processes, Duration bound)
            throws IOException, InterruptedException {
        for (var process : processes.values()) {
            letGoOn(process);
            signal(process, false);
        }
        if (!awaitEnd(processes, bound)) {
            for (var process : processes.values()) {
                signal(process, true);
            }
            if (!awaitEnd(processes, KILL_BOUND)) {
                throw new IOException(
                        "processes "
                                + processes.keySet()
                                + " of an earlier launcher do not end; end them by hand");
            }
        }
    }

    /** What a drill has stopped in its tracks does not hear that it shall end. */
    private static void letGoOn(ObservedProcess process) {
        try {
            Signals.resume(process.fingerprint());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "it has ended, or is killed after the bound", e);
        }
    }

    /** The handle is taken first and names one process for good, whatever becomes of its number. */
    private static void signal(ObservedProcess process, boolean force) throws IOException {
        var handle = ProcessHandle.of(process.fingerprint().pid());
        if (handle.isPresent() && runs(process)) {
            // The answer is of no use: whether the process is gone is looked at afterwards.
            var _ = force ? handle.get().destroyForcibly() : handle.get().destroy();
        }
    }

    private static boolean runs(ObservedProcess process) throws IOException {
        return ProcFolder.observe(process.fingerprint().pid())
                .filter(now -> now.fingerprint().equals(process.fingerprint()))
                .isPresent();
    }

    private static boolean awaitEnd(Map<Long, ObservedProcess> processes, Duration bound)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + bound.toNanos();
        while (anyRuns(processes)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private static boolean anyRuns(Map<Long, ObservedProcess> processes) throws IOException {
        for (var process : processes.values()) {
            if (runs(process)) {
                return true;
            }
        }
        return false;
    }
}
