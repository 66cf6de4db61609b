package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.WrongFolderException;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.Logging;
import dev.homeport.process.app.Stop;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.app.ReplicaProcess;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The process of a site: {@code HOMEPORT_CONFIG} names its file, and {@code roles} in it say what
 * the process is. Runs until SIGTERM.
 *
 * <p>Exit codes: 0 after SIGTERM; 78 when configuration or stores are refused, so that starting
 * again does not help; 4 when an address cannot be had; 64 to 71 when the log's replica stopped by
 * itself, as {@link StopReason} says; 5 after a disk failure; 1 for a defect.
 */
public final class SiteMain {

    private static final String CONFIGURATION = "HOMEPORT_CONFIG";
    private static final long STOP_MILLIS = 15_000;

    private SiteMain() {}

    /** Runs the process and exits with its code. */
    public static void main(String[] args) {
        runToEnd(SiteRules.ALL);
    }

    /** Runs a process that keeps to some rules and exits with its code. */
    static void runToEnd(SiteRules rules) {
        Logging.toStandardOutput();
        ReplicaProcess.filterDeserialization();
        var stop = new Stop(STOP_MILLIS);
        var code = run(rules, stop);
        stop.done(code);
        // While a signal stops the process, this waits until its hook has ended the JVM.
        System.exit(code);
    }

    private static int run(SiteRules rules, Stop stop) {
        var file = System.getenv(CONFIGURATION);
        if (file == null) {
            return refuse(CONFIGURATION + ": is not set; let it name the configuration file");
        }
        try {
            var config = SiteConfig.read(Path.of(file), System.getenv());
            if (Formatting.carryOut(config)) {
                Logging.info("formatted the stores in " + config.store() + " as ordered");
            }
            try (var process =
                    SiteProcess.start(
                            config,
                            rules,
                            (reason, detail) -> {
                                Logging.info("exit " + reason.exitCode() + ": " + detail);
                                // Its hooks would drain a replica that must do nothing any more.
                                Runtime.getRuntime().halt(reason.exitCode());
                            },
                            cause -> {
                                Logging.info("a part has ended: " + cause);
                                stop.ask(ExitCode.of(cause).code());
                            })) {
                Logging.info(config.name() + " of fleet " + config.fleet() + " is up");
                var code = stop.await();
                process.stopping();
                Logging.info(config.name() + " stops");
                return code;
            }
        } catch (Configuration.InvalidException | WitnessProcess.StartException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (StartException e) {
            return e.reason().isFinal()
                    ? refuse(String.valueOf(e.getMessage()))
                    : end(e.reason().exitCode(), e.toString());
        } catch (WrongFolderException | DamagedFileException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return end(ExitCode.ADDRESS.code(), e.toString());
        } catch (RuntimeException e) {
            return end(ExitCode.DEFECT.code(), e.toString());
        }
    }

    private static int refuse(String why) {
        return end(ExitCode.REFUSED.code(), why);
    }

    private static int end(int code, String why) {
        Logging.info("exit " + code + ": " + why);
        return code;
    }
}
