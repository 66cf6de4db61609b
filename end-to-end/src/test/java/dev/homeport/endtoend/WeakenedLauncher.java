package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeport.cli.adapter.jvm.BuiltPrograms;
import dev.homeport.cli.adapter.jvm.ToldToEnd;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.app.FleetProgress;
import dev.homeport.local.app.FleetRequest;
import dev.homeport.local.app.LocalFleet;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.plan.ProgramCommands;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.wan.WanProfile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A launcher whose sites lack one rule, which can be changed while they run. It does what {@code
 * homeport up} does, in a process of its own; every other command works on its fleet as on any.
 */
final class WeakenedLauncher {

    /** Short, so that a drill need not wait long for leases to run out. */
    static final Duration ISOLATION_BUDGET = Duration.ofSeconds(10);

    private static final Duration READY_BOUND = Duration.ofMinutes(5);
    private static final int LINES_SHOWN = 20;
    private static final String READY = "ready";
    private static final String MAIN = "dev.homeport.dcnode.app.SiteMain";
    private static final String WEAKENED = "dev.homeport.dcnode.app.WeakenedSiteMain";

    private WeakenedLauncher() {}

    /** Starts a fleet whose sites lack no rule yet, at addresses of its own. */
    static Fleet start(int number) throws IOException, InterruptedException {
        return Fleet.start(number, WeakenedLauncher::launch);
    }

    /** Has all sites lack this rule from now on, and no other. */
    static void remove(Fleet fleet, String rule) throws IOException {
        write(fleet.stateFolder(), rule);
    }

    /** At once, so that nobody reads half a name. */
    private static void write(Path stateFolder, String rule) throws IOException {
        var file = removedRule(stateFolder);
        var written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), rule);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path removedRule(Path stateFolder) {
        return stateFolder.resolve("removed-rule");
    }

    private static JsonNode launch(Homeport homeport) throws IOException {
        write(homeport.stateFolder(), "");
        var log = homeport.stateFolder().resolve("launcher.log").toFile();
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.virtualThreadScheduler.parallelism=16",
                        "-cp",
                        ownClasses()
                                + File.pathSeparator
                                + homeport.root().resolve("cli/target/homeport-cli.jar"),
                        WeakenedLauncher.class.getName(),
                        homeport.root().toString(),
                        homeport.stateFolder().toString(),
                        Integer.toString(homeport.fleetNumber()));
        var launcher = new ProcessBuilder(command).redirectError(log).start();
        try (var lines = launcher.inputReader(UTF_8)) {
            if (!READY.equals(lines.readLine())) {
                throw new AssertionError(
                        "the fleet did not come up; it said " + lastOf(log.toPath()));
            }
        }
        return MissingNode.getInstance();
    }

    private static List<String> lastOf(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }

    private static Path ownClasses() {
        try {
            var source = WeakenedLauncher.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs until SIGTERM: root of the repository, state folder, fleet number. */
    public static void main(String... arguments) throws Exception {
        var root = Path.of(arguments[0]);
        var request =
                new FleetRequest(
                        new FleetNumber(Integer.parseInt(arguments[2])),
                        Fleet.SITES,
                        PortPlan.USUAL,
                        Path.of(arguments[1]),
                        FleetLayout.USUAL,
                        WanProfile.usual(Fleet.SITES),
                        new Weakened(
                                new BuiltPrograms(root), root, removedRule(Path.of(arguments[1]))),
                        FleetRequest.USUAL_FREE_BYTES,
                        READY_BOUND,
                        ISOLATION_BUDGET,
                        Map.of(Fleet.SHANGHAI, "mei", Fleet.HONGKONG, "kai", Fleet.CANADA, "amy"));
        try (var _ = ToldToEnd.interruptsThisThread()) {
            run(request);
        }
    }

    private static void run(FleetRequest request) throws Exception {
        try (var _ = LocalFleet.start(request, new Told())) {
            System.out.println(READY);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            System.err.println("ended");
        }
    }

    /** Runs sites by their weakened main, and everything else as it was built. */
    private record Weakened(ProgramCommands built, Path root, Path removedRule)
            implements ProgramCommands {

        @Override
        public Optional<List<String>> commandOf(PlannedProcess process) {
            return built.commandOf(process)
                    .map(command -> command.getLast().equals(MAIN) ? weakened(command) : command);
        }

        private List<String> weakened(List<String> command) {
            var tests = root.resolve("dc-node/target/test-classes");
            if (!Files.isDirectory(tests)) {
                throw new IllegalStateException(tests + " is missing: build the tests of dc-node");
            }
            // Its classes must not get into the archive that others start from.
            var changed = new ArrayList<>(command);
            changed.remove("-XX:+AutoCreateSharedArchive");
            var classPath = changed.indexOf("-cp") + 1;
            changed.set(classPath, changed.get(classPath) + File.pathSeparator + tests);
            changed.set(changed.size() - 1, WEAKENED);
            changed.add(classPath - 1, "-Dweakened=" + removedRule);
            return changed;
        }

        @Override
        public Optional<List<String>> drillLeader(Path stateFolder, String drill) {
            return built.drillLeader(stateFolder, drill);
        }
    }

    private static final class Told implements FleetProgress {

        @Override
        public void finished(String what, long millis) {
            System.err.println(what + ": " + millis + " ms");
        }

        @Override
        public void note(String sentence) {
            System.err.println(sentence);
        }

        @Override
        public void changed(ProcessStatus status) {
            System.err.println(status.name() + " is " + status.state());
        }
    }
}
