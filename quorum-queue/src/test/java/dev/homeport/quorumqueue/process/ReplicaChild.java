package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.TestSite;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One {@link ReplicaMain} in a process of its own, seen from the test. */
final class ReplicaChild implements AutoCloseable {

    private static final int ANSWER_SECONDS = 120;

    private final Process process;
    private final Path log;
    private final BufferedWriter commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private ReplicaChild(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = process.outputWriter();
        // Not virtual: reading a pipe holds the carrier, and there may be fewer of those than
        // children.
        Thread.ofPlatform().daemon().start(this::listen);
    }

    static ReplicaChild start(TestSite site, int node) throws IOException {
        return start(site, node, "1,2", List.of());
    }

    static ReplicaChild start(TestSite site, int node, String knownTypes, List<String> under)
            throws IOException {
        var config = site.root().resolve("node-" + node + ".properties");
        Files.writeString(config, site.properties(node));
        var log = site.root().resolve("node-" + node + ".log");
        var command = new ArrayList<>(under);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        ReplicaMain.class.getName(),
                        config.toString(),
                        knownTypes));
        var process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new ReplicaChild(process, log);
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ACK ")) {
                    acknowledged.add(line.split(" ", -1)[1]);
                } else {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            answers.add("GONE");
        }
        answers.add("GONE");
    }

    ReplicaChild awaitStart() throws InterruptedException {
        assertThat(answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS))
                .as("the first line of %s", log)
                .isEqualTo("STARTED");
        return this;
    }

    String ask(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            var answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            return answer == null ? "NO ANSWER" : answer;
        } catch (IOException e) {
            return "GONE";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "INTERRUPTED";
        }
    }

    String[] status() {
        return ask("status").split(" ", -1);
    }

    boolean leads() {
        var status = status();
        return status.length == 6 && status[1].equals("true");
    }

    long lastPosition() {
        var status = status();
        return status.length == 6 ? Long.parseLong(status[4]) : -1;
    }

    List<String> ids() {
        var answer = ask("ids 1");
        return answer.equals("IDS ")
                ? List.of()
                : List.of(answer.substring("IDS ".length()).split(",", -1));
    }

    /** The ids that a load on this child was told to be durable, in the order of the telling. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    ReplicaChild signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        return this;
    }

    /** Stops the process, and lets it go on after a while. */
    void standStill(String seconds) throws IOException, InterruptedException {
        var pid = process.pid();
        var script = "kill -STOP " + pid + "; sleep " + seconds + "; kill -CONT " + pid;
        new ProcessBuilder("sh", "-c", script).start().waitFor();
    }

    void killAndWait() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS))
                .as("exit of the process that logs to %s", log)
                .isTrue();
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String logText() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
