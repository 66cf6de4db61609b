package dev.homeport.local.adapter.os;

import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A launcher of its own process that starts two others; tests kill it. */
final class SmallLauncher {

    private SmallLauncher() {}

    /**
     * Starts two processes and says so on standard output.
     *
     * @param arguments the state folder
     */
    public static void main(String[] arguments) throws Exception {
        var folder = StateFolder.open(Path.of(arguments[0]), 0, new SecureRandom());
        var supervisor =
                new Supervisor(folder, SupervisorSettings.USUAL, new Random(), status -> {});
        for (var name : List.of("one", "two")) {
            supervisor.start(
                    new ProcessDefinition(
                            name,
                            List.of("sleep", "600"),
                            folder.path(),
                            Map.of(),
                            folder.path().resolve(name + ".log"),
                            new Readiness.Passes(() -> {}, Duration.ofSeconds(5)),
                            RestartPolicy.USUAL,
                            Duration.ofSeconds(2),
                            0));
        }
        supervisor.awaitReady(List.of("one", "two"), Duration.ofSeconds(10));
        supervisor.status().forEach(each -> System.out.println(each.pid().orElseThrow()));
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
