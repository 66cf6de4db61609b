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
 * on one machine.
 *
 * <p>Most of what a start costs is loading classes. So of each program one process leaves an
 * archive of its classes behind when it ends, and all start from it the next time; the JVM checks
 * by itself that an archive still fits the jars. Immutable and thread-safe.
 *
 * @param root the root of the repository
 */
public record BuiltPrograms(Path root) implements ProgramCommands {

    private static final Path SESSION = Path.of("/usr/bin/setsid");

    /** Where Linux keeps its switches for huge pages; other systems refuse the option. */
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage");

    @Override
    public Optional<List<String>> commandOf(PlannedProcess process) {
        return switch (process.program()) {
            case "full" -> Optional.of(site(process, 320));
            case "log" -> Optional.of(site(process, 192));
            case "coordinator" ->
                    Optional.of(
                            main(
                                    process,
                                    192,
                                    folder("control-plane").resolve("homeport-control-plane.jar"),
                                    "dev.homeport.controlplane.app.CoordinationMain"));
            case "router" -> Optional.of(router(process));
            default -> Optional.empty();
        };
    }

    /** From the command line's own jar: who leads a drill is a client of the fleet, as it is. */
    @Override
    public Optional<List<String>> drillLeader(Path stateFolder, String drill) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SESSION)) {
            command.add(SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // Else every few MiB of compiled code have the whole heap collected.
                        "-XX:ReservedCodeCacheSize=240m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        folder("cli").resolve("homeport-cli.jar").toString(),
                        "dev.homeport.drills.app.DrillMain",
                        stateFolder.toString(),
                        drill));
        return Optional.of(command);
    }

    private List<String> site(PlannedProcess process, int heapMebibytes) {
        return main(
                process,
                heapMebibytes,
                folder("dc-node").resolve("homeport-dc-node.jar"),
                "dev.homeport.dcnode.app.SiteMain");
    }

    private static List<String> main(
            PlannedProcess process, int heapMebibytes, Path jar, String main) {
        var command = jvm(process, heapMebibytes, jar.resolveSibling(process.program() + ".jsa"));
        command.addAll(List.of("-cp", jar.toString(), main));
        return command;
    }

    private List<String> router(PlannedProcess process) {
        var folder = folder("region-router");
        var command = jvm(process, 128, folder.resolve("router.jsa"));
        command.addAll(List.of("-jar", folder.resolve("quarkus-app/quarkus-run.jar").toString()));
        return command;
    }

    private Path folder(String module) {
        return root.resolve(module).resolve("target");
    }

    private static List<String> jvm(PlannedProcess process, int heapMebibytes, Path archive) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SESSION)) {
            // Ctrl-C is for the launcher alone, which ends the others in their order.
            command.add(SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + heapMebibytes + "m",
                        "-Xms" + heapMebibytes / 2 + "m",
                        "-XX:+UseSerialGC",
                        // Else the whole heap is collected several times while classes are loaded.
                        "-XX:MetaspaceSize=160m",
                        "-XX:TieredStopAtLevel=1",
                        // Else every few MiB of compiled code have the whole heap collected.
                        "-XX:ReservedCodeCacheSize=240m",
                        "-XX:+ExitOnOutOfMemoryError",
                        // A virtual thread that waits for a class to be loaded keeps its carrier;
                        // on few cores some of them can wait for each other without end.
                        "-Djdk.virtualThreadScheduler.parallelism=16",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        // Many processes that take turns on few cores find the page tables' cache empty each time.
        if (Files.isDirectory(HUGE_PAGES)) {
            command.add("-XX:+UseTransparentHugePages");
        }
        if (leavesArchive(process)) {
            command.add("-XX:+AutoCreateSharedArchive");
            command.add("-XX:SharedArchiveFile=" + archive);
        } else if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        return command;
    }

    /** One of each program: of those with the same program, the one that loads most. */
    private static boolean leavesArchive(PlannedProcess process) {
        var site = process.identity().site();
        var isOfFirstSite =
                site.isEmpty()
                        || process.configuration()
                                .getOrDefault("sites", "")
                                .startsWith(site.get().name());
        return isOfFirstSite
                && (!process.program().equals("log")
                        || process.configuration().getOrDefault("roles", "").contains("witness"));
    }
}
