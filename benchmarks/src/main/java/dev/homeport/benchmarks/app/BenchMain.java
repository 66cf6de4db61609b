package dev.homeport.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.benchmarks.adapter.etcd.Etcd;
import dev.homeport.benchmarks.adapter.etcd.EtcdProgram;
import dev.homeport.benchmarks.adapter.journal.FleetJournals;
import dev.homeport.benchmarks.adapter.json.LeaseReportJson;
import dev.homeport.benchmarks.adapter.json.ReportJson;
import dev.homeport.benchmarks.adapter.os.Addresses;
import dev.homeport.benchmarks.adapter.queue.HomeportLog;
import dev.homeport.benchmarks.adapter.ratis.BareRatis;
import dev.homeport.benchmarks.append.AppendSystem;
import dev.homeport.local.adapter.file.FolderRemoval;
import dev.homeport.quorumqueue.app.ReplicaProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The program behind {@code homeport bench}: {@code append --rounds N --seconds S --in-flight N,N
 * --disk-mib N --fleet-number N --folder FOLDER}, or {@code leases --journals FOLDER}.
 *
 * <p>Standard output gets one JSON object, the report or {@code {"error": …}}; standard error gets
 * the steps. It ends with an {@link EndCode}, and also when its standard input ends, which is when
 * whoever started it has gone; the stores are removed in every case.
 */
public final class BenchMain {

    /** Held here: the JDK forgets the level of a logger that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Duration END_BOUND = Duration.ofSeconds(25);
    private static final int STARTER_GONE = 130;
    private static final int LEASES_ARGUMENTS = 3;

    private BenchMain() {}

    /** Runs and exits. */
    public static void main(String[] arguments) {
        ROOT.setLevel(Level.SEVERE);
        ReplicaProcess.filterDeserialization();
        var running = Thread.currentThread();
        var end = Thread.ofPlatform().name("end the run").unstarted(() -> end(running));
        Runtime.getRuntime().addShutdownHook(end);
        Thread.ofPlatform().daemon().name("starter").start(BenchMain::endWithStarter);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        var code = run(out, System.err::println, arguments);
        out.flush();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // Asked to end from outside: the hook waits for this thread.
            return;
        }
        System.exit(code.number());
    }

    /** The run removes its stores by itself once it is interrupted. */
    private static void end(Thread running) {
        running.interrupt();
        try {
            if (!running.join(END_BOUND)) {
                System.err.println("the run did not end in time; its folder may be left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWithStarter() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here.
            }
        } catch (IOException e) {
            ROOT.log(Level.FINE, "standard input has ended", e);
        }
        System.exit(STARTER_GONE);
    }

    static EndCode run(PrintStream out, Consumer<String> progress, String... arguments) {
        if (arguments.length == LEASES_ARGUMENTS
                && arguments[0].equals("leases")
                && arguments[1].equals("--journals")) {
            return leases(out, Path.of(arguments[2]));
        }
        try {
            var options = Options.parse(arguments);
            var folder = Files.createTempDirectory(options.folder(), "stores");
            var notes = new ArrayList<String>();
            try {
                var report =
                        new AppendRun(
                                        options.plan(),
                                        systems(options, notes),
                                        folder,
                                        notes,
                                        progress)
                                .run();
                out.print(ReportJson.render(report));
                return EndCode.DONE;
            } finally {
                FolderRemoval.remove(folder);
            }
        } catch (IllegalArgumentException e) {
            return failed(out, EndCode.USAGE, String.valueOf(e.getMessage()));
        } catch (RunFailure e) {
            return failed(out, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(out, EndCode.OPERATOR, "folder: cannot be used: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(out, EndCode.LATER, "interrupted");
        }
    }

    private static EndCode leases(PrintStream out, Path journals) {
        try {
            out.print(LeaseReportJson.render(FleetJournals.read(journals)));
            return EndCode.DONE;
        } catch (IOException e) {
            return failed(out, EndCode.OPERATOR, String.valueOf(e.getMessage()));
        }
    }

    private static List<AppendSystem> systems(Options options, List<String> notes) {
        var systems = new ArrayList<AppendSystem>();
        systems.add(new HomeportLog(new Addresses(options.fleet(), 1)));
        systems.add(new BareRatis(new Addresses(options.fleet(), 2)));
        EtcdProgram.on(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                .ifPresentOrElse(
                        program ->
                                systems.add(
                                        new Etcd(
                                                program,
                                                program.version(),
                                                new Addresses(options.fleet(), 3))),
                        () ->
                                notes.add(
                                        "etcd was left out: there is no program etcd on the PATH"
                                                + " (Debian has it in etcd-server)"));
        return systems;
    }

    private static EndCode failed(PrintStream out, EndCode code, String message) {
        out.print(ReportJson.error(message));
        return code;
    }
}
