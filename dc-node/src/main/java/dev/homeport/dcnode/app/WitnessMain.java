package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.adapter.file.WitnessFolder;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.Stop;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * The witness of a site as a process of its own.
 *
 * <pre>
 *   witness run CONFIG             serves until SIGTERM
 *   witness format CONFIG TABLE    formats the data folder of a fleet's first witness
 *   witness format CONFIG --empty  formats it for a witness that lost its store and has to learn
 *   witness replay JOURNAL         steps the machine again with what a journal recorded
 * </pre>
 *
 * Exit codes: see {@link ExitCode}.
 */
public final class WitnessMain {

    private static final String USAGE =
            "usage: witness run CONFIG | witness format CONFIG (TABLE | --empty)"
                    + " | witness replay JOURNAL";

    private final PrintStream out;

    private WitnessMain(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        // While a signal stops the process, this waits until its hook has ended the JVM.
        System.exit(new WitnessMain(System.out).command(args).code());
    }

    private ExitCode command(String[] args) {
        try {
            if (args.length == 2 && args[0].equals("run")) {
                return run(WitnessConfig.read(Path.of(args[1]), System.getenv()));
            }
            if (args.length == 3 && args[0].equals("format")) {
                return format(WitnessConfig.read(Path.of(args[1]), System.getenv()), args[2]);
            }
            if (args.length == 2 && args[0].equals("replay")) {
                return replay(Path.of(args[1]));
            }
            log(USAGE);
            return ExitCode.CONFIGURATION;
        } catch (Configuration.InvalidException | IOException e) {
            log(String.valueOf(e.getMessage()));
            return ExitCode.CONFIGURATION;
        }
    }

    private synchronized void log(String line) {
        out.println(Instant.now() + " " + line.replace('\n', ' '));
        out.flush();
    }

    private ExitCode run(WitnessConfig config) {
        var stop = new Stop(config.drainMillis() + 10_000);
        var code = serve(config, stop);
        stop.done(code.code());
        return code;
    }

    private ExitCode serve(WitnessConfig config, Stop stop) {
        try (var process =
                WitnessProcess.start(
                        config,
                        this::log,
                        cause -> {
                            log("the witness ends: " + cause);
                            stop.ask(ExitCode.of(cause).code());
                        })) {
            log(
                    "witness "
                            + config.site()
                            + " of fleet "
                            + config.fleet()
                            + " listens on "
                            + config.listen()
                            + ", store "
                            + process.status().state().number());
            var code = stop.await();
            log("witness " + config.site() + " stops");
            return ExitCode.of(code);
        } catch (WitnessProcess.StartException e) {
            log(String.valueOf(e.getMessage()));
            return e.exitCode();
        } catch (IOException e) {
            log("the witness did not close its files: " + e.getMessage());
            return ExitCode.DISK;
        }
    }

    private ExitCode format(WitnessConfig config, String first) throws IOException {
        var state = WitnessState.empty();
        if (!first.equals("--empty")) {
            try {
                var table = TableFormat.parse(Files.readAllBytes(Path.of(first)));
                if (!table.fleet().equals(config.fleet())
                        || !table.witnesses().contains(config.site())) {
                    log(
                            "table: "
                                    + table
                                    + " has no witness "
                                    + config.site()
                                    + " of fleet "
                                    + config.fleet());
                    return ExitCode.CONFIGURATION;
                }
                state = WitnessState.genesis(table);
            } catch (MalformedMessageException e) {
                log(first + ": " + e.getMessage());
                return ExitCode.CONFIGURATION;
            }
        }
        try {
            var folder = config.store();
            WitnessFolder.format(folder, config.fleet(), config.site(), UUID.randomUUID(), state);
            log("formatted " + folder + " as " + state.standing());
            return ExitCode.STOPPED;
        } catch (IOException e) {
            log(String.valueOf(e.getMessage()));
            return ExitCode.STORE;
        }
    }

    private ExitCode replay(Path journal) {
        try {
            var result = JournalFile.replay(journal);
            if (result.difference().isEmpty()) {
                log("replayed " + result.steps() + " steps: the same effects");
                return ExitCode.STOPPED;
            }
            log("different at " + result.difference().get());
            return ExitCode.DIFFERENT;
        } catch (IOException e) {
            log(String.valueOf(e.getMessage()));
            return ExitCode.STORE;
        }
    }
}
