package dev.homeport.controlplane.app;

import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.app.ReplicaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of a control-plane replica. {@code HOMEPORT_CONFIG} names its configuration file; see
 * {@link CoordinationConfig}.
 *
 * <p>Exit codes: 0 after SIGTERM, within five seconds; 78 when configuration or store are refused,
 * so that starting again does not help; 69 and 70 when disk or engine failed, as {@link StopReason}
 * says; 1 otherwise.
 */
public final class CoordinationMain {

    private static final String VARIABLE = "HOMEPORT_CONFIG";
    private static final int REFUSED = 78;
    private static final int FAILED = 1;
    private static final long DRAIN_SECONDS = 5;

    private CoordinationMain() {}

    /** Runs the process until it is told to stop. */
    public static void main(String[] args) {
        ReplicaProcess.filterDeserialization();
        var file = System.getenv(VARIABLE);
        if (file == null) {
            end(REFUSED, VARIABLE + ": is not set; let it name the configuration file");
            return;
        }
        try {
            var config = CoordinationConfig.read(Path.of(file), System.getenv());
            var process =
                    CoordinationProcess.start(
                            config,
                            (reason, detail) -> end(code(reason), detail),
                            CoordinationMain::say);
            stopOnSignal(process);
            say("control plane replica " + config.self() + " of fleet " + config.fleet());
        } catch (StartException e) {
            end(code(e.reason()), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            end(REFUSED, file + ": " + e.getMessage());
        } catch (IOException e) {
            end(FAILED, e.toString());
        } catch (RuntimeException e) {
            end(FAILED, "a defect: " + e);
        }
    }

    private static void stopOnSignal(CoordinationProcess process) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("homeport-stop").unstarted(() -> {
                            var done = new CountDownLatch(1);
                            Thread.ofPlatform().daemon().start(() -> {
                                process.close();
                                done.countDown();
                            });
                            try {
                                var drained = done.await(DRAIN_SECONDS, TimeUnit.SECONDS);
                                say(drained ? "stopped" : "stopped before it had drained");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            // A JVM that was told to stop would exit with 143.
                            Runtime.getRuntime().halt(0);
                        }));
    }

    private static int code(StopReason reason) {
        return switch (reason) {
            case BAD_CONFIGURATION, WRONG_STORE, CORRUPT_STORE, UNKNOWN_ENTRY, JUDGE_FAILED ->
                    REFUSED;
            case DISK_FAILED, ENGINE_FAILED -> reason.exitCode();
        };
    }

    private static void end(int code, Object why) {
        say("exit " + code + ": " + why);
        Runtime.getRuntime().halt(code);
    }

    private static void say(String line) {
        System.out.println(Instant.now() + " " + line.replace('\n', ' '));
        System.out.flush();
    }
}
