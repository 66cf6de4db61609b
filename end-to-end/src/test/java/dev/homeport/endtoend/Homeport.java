package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line, run as a process of its own with a state folder. Thread-safe. */
record Homeport(Path root, Path stateFolder, int fleetNumber) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a command has said. */
    record Said(List<String> arguments, int code, String out, String err) {

        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError(this + " did not print JSON", e);
            }
        }

        Said succeeded() {
            if (code != 0) {
                throw new AssertionError("it failed: " + this);
            }
            return this;
        }
    }

    /**
     * The circumstances of a run.
     *
     * @param environment what is set besides
     * @param options of the JVM
     * @param input what comes in
     */
    record Manner(Map<String, String> environment, List<String> options, String input) {

        static final Manner PLAIN = new Manner(Map.of(), List.of(), "");

        static Manner with(String variable, String value) {
            return new Manner(Map.of(variable, value), List.of(), "");
        }
    }

    /** Runs a command to its end. */
    Said run(Duration bound, String... arguments) throws IOException, InterruptedException {
        return run(bound, Manner.PLAIN, arguments);
    }

    /** Runs a command to its end, with pipes and files for its input and output. */
    Said run(Duration bound, Manner manner, String... arguments)
            throws IOException, InterruptedException {
        var out = Files.createTempFile("said", ".out");
        var err = Files.createTempFile("said", ".err");
        try {
            var running =
                    command(manner, arguments)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            try (var input = running.getOutputStream()) {
                input.write(manner.input().getBytes(UTF_8));
            }
            if (!running.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroy();
                throw new AssertionError(
                        String.join(" ", arguments)
                                + " has not ended within "
                                + bound
                                + "; it said "
                                + Files.readString(out)
                                + Files.readString(err));
            }
            return new Said(
                    List.of(arguments),
                    running.exitValue(),
                    Files.readString(out, UTF_8),
                    Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Runs a command to its end on a terminal, and returns all that it wrote there. */
    Said runOnTerminal(Duration bound, Manner manner, String... arguments)
            throws IOException, InterruptedException {
        try (var terminal = Terminal.open()) {
            var device = terminal.device().toFile();
            var running =
                    command(manner, arguments)
                            .redirectInput(device)
                            .redirectOutput(device)
                            .redirectError(device)
                            .start();
            var written = terminal.readToEnd(running, bound);
            return new Said(List.of(arguments), running.waitFor(), written, "");
        }
    }

    /** A command that is not run yet. */
    ProcessBuilder command(Manner manner, String... arguments) {
        var process = new ProcessBuilder(words(manner.options(), arguments));
        var environment = process.environment();
        environment.put("HOMEPORT_ROOT", root.toString());
        environment.put("HOMEPORT_STATE", stateFolder.toString());
        environment.put("HOMEPORT_FLEET_NUMBER", Integer.toString(fleetNumber));
        environment.putAll(manner.environment());
        return process;
    }

    private List<String> words(List<String> options, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-jar", root.resolve("cli/target/homeport-cli.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
