package dev.homeport.cli.adapter.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.simulate.JournalReplay.Difference;
import dev.homeport.cli.simulate.JournalReplay.Replayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Replays by the program that wrote the journals, in a process of its own: the classes that read
 * them are the program's. Immutable and thread-safe.
 *
 * @param classPath where the program is
 * @param main the class of it that replays
 * @param bound how long a replay may take
 */
public record ProgramReplay(Path classPath, String main, Duration bound) {

    private static final int SAME = 0;
    private static final int STORE = 3;
    private static final int DIFFERENT = 6;

    /**
     * Replays journals.
     *
     * @return of each what came of it
     * @throws CommandFailure if the program is not there, does not end in time or is of another
     *     version
     */
    public List<Replayed> replay(List<Path> journals) {
        if (!Files.exists(classPath)) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "replay: " + classPath + " is not built; ./homeport simulate builds it");
        }
        try {
            var output = Files.createTempFile("homeport-replay", ".txt");
            try {
                return replay(journals, output);
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

    private List<Replayed> replay(List<Path> journals, Path output)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command(journals))
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
            case SAME, DIFFERENT, STORE -> replayed(journals, said);
            default -> throw new CommandFailure(ExitCode.OPERATOR, "replay: " + said.strip());
        };
    }

    private List<String> command(List<Path> journals) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // A journal is bounded, but its steps are all held at once.
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dstdout.encoding=UTF-8",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                classPath.toString(),
                                main));
        journals.forEach(journal -> command.add(journal.toString()));
        return command;
    }

    /** The part of each journal begins with its file; what the JVM says besides is not read. */
    private static List<Replayed> replayed(List<Path> journals, String said) {
        var parts = new LinkedHashMap<String, Map<String, String>>();
        var values = new TreeMap<String, String>();
        for (var line : said.lines().toList()) {
            var blank = Math.max(0, line.indexOf(' '));
            var name = line.substring(0, blank);
            var value = line.substring(Math.min(line.length(), blank + 1));
            if (name.equals("file")) {
                values = new TreeMap<>();
                parts.put(value, values);
            } else {
                values.putIfAbsent(name, value);
            }
        }
        return journals.stream()
                .map(journal -> replayed(journal, parts.getOrDefault("" + journal, Map.of())))
                .toList();
    }

    private static Replayed replayed(Path journal, Map<String, String> values) {
        var refused = Optional.ofNullable(values.get("refused"));
        try {
            return new Replayed(
                    journal,
                    values.getOrDefault("journal", ""),
                    refused.isPresent() ? 0 : Long.parseLong(values.getOrDefault("steps", "")),
                    Optional.ofNullable(values.get("input"))
                            .map(input ->
                                    new Difference(
                                            input,
                                            values.getOrDefault("recorded", ""),
                                            values.getOrDefault("replayed", ""))),
                    refused);
        } catch (NumberFormatException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "replay: the program does not say how many steps of "
                            + journal
                            + " it took; it is of another version",
                    e);
        }
    }
}
