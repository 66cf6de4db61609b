package dev.homeport.cli.adapter.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.simulate.JournalReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Replays by the node program that wrote the journal, in a process of its own: the classes that
 * read it are the node's. Immutable and thread-safe.
 *
 * @param classPath where the node program is
 * @param bound how long a replay may take
 */
public record NodeReplay(Path classPath, Duration bound) implements JournalReplay {

    private static final String MAIN = "dev.homeport.dcnode.app.ReplayMain";
    private static final int SAME = 0;
    private static final int DIFFERENT = 6;

    /** Of the program that was built in a repository. */
    public static NodeReplay built(Path root) {
        return new NodeReplay(
                root.resolve("dc-node/target/homeport-dc-node.jar"), Duration.ofMinutes(5));
    }

    @Override
    public Replayed replay(Path journal) {
        if (!Files.isReadable(journal)) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "replay: " + journal + " is not there or cannot be read");
        }
        if (!Files.exists(classPath)) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "replay: " + classPath + " is not built; ./homeport simulate builds it");
        }
        try {
            var output = Files.createTempFile("homeport-replay", ".txt");
            try {
                return replay(journal, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "replay: cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "replay: interrupted", e);
        }
    }

    private Replayed replay(Path journal, Path output) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command(journal))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailure(
                        ExitCode.LATER, "replay: it took longer than " + bound.toSeconds() + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        var said = Files.readString(output, UTF_8);
        return switch (process.exitValue()) {
            case SAME, DIFFERENT -> replayed(values(said), process.exitValue() == DIFFERENT);
            default -> throw new CommandFailure(ExitCode.OPERATOR, "replay: " + said.strip());
        };
    }

    private List<String> command(Path journal) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A journal is bounded, but its steps are all held at once.
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath.toString(),
                MAIN,
                journal.toString());
    }

    /** One name and its value a line; whatever the JVM says besides has no name that is read. */
    private static Map<String, String> values(String said) {
        var values = new TreeMap<String, String>();
        said.lines()
                .filter(line -> line.indexOf(' ') > 0)
                .forEach(line -> {
                    var blank = line.indexOf(' ');
                    values.putIfAbsent(line.substring(0, blank), line.substring(blank + 1));
                });
        return values;
    }

    private static Replayed replayed(Map<String, String> values, boolean different) {
        try {
            return new Replayed(
                    values.getOrDefault("journal", ""),
                    Long.parseLong(values.getOrDefault("steps", "")),
                    different
                            ? Optional.of(
                                    new Difference(
                                            values.getOrDefault("input", ""),
                                            values.getOrDefault("recorded", ""),
                                            values.getOrDefault("replayed", "")))
                            : Optional.empty());
        } catch (NumberFormatException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "replay: the node program does not say how many steps it took; it is of"
                            + " another version",
                    e);
        }
    }
}
