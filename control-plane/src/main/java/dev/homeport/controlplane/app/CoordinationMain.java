package dev.homeport.controlplane.app;

import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.Logging;
import dev.homeport.process.app.Stop;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.app.ReplicaProcess;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The process of a site that holds its voter of the coordinator and its replica of the control
 * plane: {@code HOMEPORT_CONFIG} names its file, and {@code roles} in it say which of the two. Runs
 * until SIGTERM.
 *
 * <p>Exit codes: 0 after SIGTERM; 78 when configuration or stores are refused, so that starting
 * again does not help; 4 when an address cannot be had; 69 and 70 when disk or engine failed, as
 * {@link StopReason} says; 1 for a defect.
 */
public final class CoordinationMain {

    private static final String CONFIGURATION = "HOMEPORT_CONFIG";
    private static final long STOP_MILLIS = 15_000;

    private CoordinationMain() {}

    /** Runs the process and exits with its code. */
    public static void main(String[] args) {
        Logging.toStandardOutput();
        ReplicaProcess.filterDeserialization();
        var stop = new Stop(STOP_MILLIS);
        var code = run(stop);
        stop.done(code);
        // While a signal stops the process, this waits until its hook has ended the JVM.
        System.exit(code);
    }

    private static int run(Stop stop) {
        var file = System.getenv(CONFIGURATION);
        if (file == null) {
            return refuse(CONFIGURATION + ": is not set; let it name the configuration file");
        }
        try {
            var config = CoordinationConfig.read(Path.of(file), System.getenv());
            if (CoordinationProcess.format(config)) {
                Logging.info("formatted the stores in " + config.store() + " as ordered");
            }
            try (var process =
                    CoordinationProcess.start(config, CoordinationMain::stopped, Logging::info)) {
                Logging.info(config.name() + " of fleet " + config.fleet() + " is up");
                var code = stop.await();
                process.stopping();
                Logging.info(config.name() + " stops");
                return code;
            }
        } catch (Configuration.InvalidException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (StartException e) {
            return end(code(e.reason()), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return end(ExitCode.ADDRESS.code(), e.toString());
        } catch (RuntimeException e) {
            return end(ExitCode.DEFECT.code(), e.toString());
        }
    }

    /** Its hooks would drain a part that must do nothing any more. */
    private static void stopped(StopReason reason, String detail) {
        Runtime.getRuntime().halt(end(code(reason), detail));
    }

    private static int code(StopReason reason) {
        return reason.isFinal() ? ExitCode.REFUSED.code() : reason.exitCode();
    }

    private static int refuse(String why) {
        return end(ExitCode.REFUSED.code(), why);
    }

    private static int end(int code, String why) {
        Logging.info("exit " + code + ": " + why);
        return code;
    }
}
