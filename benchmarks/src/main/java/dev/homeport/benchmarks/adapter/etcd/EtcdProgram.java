package dev.homeport.benchmarks.adapter.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The installed etcd. Immutable and thread-safe.
 *
 * @param file the program
 */
public record EtcdProgram(Path file) {

    private static final long VERSION_SECONDS = 10;

    /**
     * Runs what follows it in the background and ends it when standard input ends: also when this
     * process is killed, no member is left. Ctrl-C reaches it too, and is for this process alone.
     */
    private static final String WITH_ITS_STARTER =
            "trap '' INT TERM; \"$@\" </dev/null & member=$!; cat >/dev/null;"
                    + " kill -9 $member; wait $member";

    /** The first one on a PATH. */
    public static Optional<EtcdProgram> on(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(EtcdProgram::new);
    }

    /** The version that it tells; {@code unknown} when it tells none. */
    public String version() {
        try {
            var process =
                    new ProcessBuilder(file.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            try (var lines = process.inputReader(UTF_8)) {
                var first = Optional.ofNullable(lines.readLine()).orElse("");
                return process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)
                                && first.startsWith("etcd Version: ")
                        ? first.substring("etcd Version: ".length()).strip()
                        : "unknown";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /**
     * Starts a member.
     *
     * @param arguments its options
     * @param log where it says what is wrong
     * @return a process that ends, and the member with it, when its standard input is closed
     */
    Process start(List<String> arguments, Path log) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", WITH_ITS_STARTER, "sh", file.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
