package dev.homeport.cli.adapter.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.bench.AppendRequest;
import dev.homeport.cli.bench.BenchTool;
import dev.homeport.cli.bench.LeaseCurveTool;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.local.adapter.file.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs benchmarks by the program of the benchmarks module, in a process of its own. Everything that
 * it writes is in one folder, which is removed when it has ended, however that came. Immutable and
 * thread-safe.
 *
 * @param classPath where the program is
 * @param usualFolder where the folder is made unless a request says otherwise
 */
public record BuiltBenchmarks(Path classPath, Path usualFolder)
        implements BenchTool, LeaseCurveTool {

    private static final String MAIN = "dev.homeport.benchmarks.app.BenchMain";

    /** More than the program needs to end in good order. */
    private static final Duration END_BOUND = Duration.ofSeconds(40);

    /** Start, elections and end of all systems, for each number of appends in flight. */
    private static final Duration AROUND_ROUNDS = Duration.ofMinutes(3);

    /** A process that a signal has ended has a code beyond this one. */
    private static final int SIGNALLED = 128;

    /** Journals are bounded: that reads hundreds of them. */
    private static final Duration LEASES_BOUND = Duration.ofMinutes(10);

    private static final int MOST_SYSTEMS = 3;
    private static final double MOST_BOUND_SECONDS = Duration.ofDays(2).toSeconds();

    /** Of the program that was built in a repository. */
    public static BuiltBenchmarks built(Path root) {
        return new BuiltBenchmarks(
                root.resolve("benchmarks/target/homeport-benchmarks.jar"), root.resolve("target"));
    }

    @Override
    public Document append(AppendRequest request) {
        return inFolder(
                request.folder(), folder -> run(command(request, folder), bound(request), folder));
    }

    @Override
    public Document leases(Path journals) {
        var command = program();
        command.add("leases");
        option(command, "journals", journals.toAbsolutePath());
        return inFolder(Optional.empty(), folder -> run(command, LEASES_BOUND, folder));
    }

    /** What is done in a folder of its own. */
    private interface Run {
        Document in(Path folder) throws IOException, InterruptedException;
    }

    private Document inFolder(Optional<Path> parent, Run run) {
        if (!Files.exists(classPath)) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "bench: " + classPath + " is not built; ./homeport bench builds it");
        }
        try {
            if (parent.isEmpty()) {
                Files.createDirectories(usualFolder);
            }
            var folder =
                    Files.createTempDirectory(
                            parent.orElse(usualFolder).toAbsolutePath(), "homeport-bench");
            try {
                return run.in(folder);
            } finally {
                FolderRemoval.remove(folder);
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, "folder: cannot be used: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "bench: interrupted", e);
        }
    }

    private static Document run(List<String> command, Duration bound, Path folder)
            throws IOException, InterruptedException {
        var output = folder.resolve("report.json");
        // Its standard input stays open as long as this process lives: it ends with it.
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var hook =
                Thread.ofPlatform()
                        .name("end the benchmark")
                        .unstarted(() -> endAndRemove(process, folder));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailure(
                        ExitCode.LATER, "bench: it took longer than " + bound.toSeconds() + " s");
            }
        } finally {
            end(process);
            remove(hook);
        }
        return report(process.exitValue(), Files.readString(output, UTF_8));
    }

    private static void remove(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already, and removes the folder: two must not do so at once.
            hook.join();
        }
    }

    private static void endAndRemove(Process process, Path folder) {
        end(process);
        try {
            FolderRemoval.remove(folder);
        } catch (IOException e) {
            System.err.println("homeport: " + folder + " is left: " + e);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Duration bound(AppendRequest request) {
        var rounds =
                (double) request.inFlight().size()
                        * (request.rounds() + 1)
                        * MOST_SYSTEMS
                        * request.seconds().doubleValue();
        var around = (double) request.inFlight().size() * AROUND_ROUNDS.toSeconds();
        return Duration.ofSeconds((long) Math.min(2 * rounds + around, MOST_BOUND_SECONDS));
    }

    private static Document report(int code, String said) throws IOException {
        var told = said.isBlank() ? Document.EMPTY : JsonReader.read(said);
        if (code == ExitCode.OK.number()) {
            return told;
        }
        var message =
                told.text("error")
                        .orElse("the program has ended with " + code + " and says nothing");
        if (code > SIGNALLED) {
            throw new CommandFailure(ExitCode.LATER, "bench: ended by a signal: " + message);
        }
        for (var known : List.of(ExitCode.USAGE, ExitCode.LATER, ExitCode.OPERATOR)) {
            if (code == known.number()) {
                throw new CommandFailure(known, message);
            }
        }
        throw new CommandFailure(ExitCode.DEFECT, "bench: " + message);
    }

    private List<String> program() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-Xms1g",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath.toString(),
                        MAIN));
        return command;
    }

    private List<String> command(AppendRequest request, Path folder) {
        var command = program();
        command.add("append");
        option(command, "rounds", request.rounds());
        option(command, "seconds", request.seconds());
        option(
                command,
                "in-flight",
                request.inFlight().stream().map(String::valueOf).collect(Collectors.joining(",")));
        option(command, "disk-mib", request.diskMebibytes());
        option(command, "fleet-number", request.fleetNumber());
        option(command, "folder", folder);
        return command;
    }

    private static void option(List<String> command, String name, Object value) {
        command.add("--" + name);
        command.add(value.toString());
    }
}
