package dev.homeport.cli.adapter.jvm;

import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.plan.ProgramCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the programs that were built in this repository, with heaps small enough for a whole fleet
 * on one machine. Immutable and thread-safe.
 *
 * @param root the root of the repository
 */
public record BuiltPrograms(Path root) implements ProgramCommands {

    private static final Path SESSION = Path.of("/usr/bin/setsid");

    @Override
    public Optional<List<String>> commandOf(PlannedProcess process) {
        return switch (process.program()) {
            case "full" ->
                    Optional.of(
                            java(320, "dc-node", "homeport-dc-node.jar", "dcnode.app.SiteMain"));
            case "log" ->
                    Optional.of(
                            java(192, "dc-node", "homeport-dc-node.jar", "dcnode.app.SiteMain"));
            case "coordinator" ->
                    Optional.of(
                            java(
                                    192,
                                    "control-plane",
                                    "homeport-control-plane.jar",
                                    "controlplane.app.CoordinationMain"));
            case "router" -> Optional.of(router());
            default -> Optional.empty();
        };
    }

    private List<String> java(int heapMebibytes, String module, String jar, String main) {
        var command = jvm(heapMebibytes);
        command.add("-cp");
        command.add(root.resolve(module).resolve("target").resolve(jar).toString());
        command.add("dev.homeport." + main);
        return command;
    }

    private List<String> router() {
        var command = jvm(128);
        command.add("-jar");
        command.add(root.resolve("region-router/target/quarkus-app/quarkus-run.jar").toString());
        return command;
    }

    private static List<String> jvm(int heapMebibytes) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SESSION)) {
            // Ctrl-C is for the launcher alone, which ends the others in their order.
            command.add(SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + heapMebibytes + "m",
                        "-XX:+UseSerialGC",
                        // Else the whole heap is collected several times while classes are loaded.
                        "-XX:MetaspaceSize=160m",
                        "-Xms" + heapMebibytes / 2 + "m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        return command;
    }
}
