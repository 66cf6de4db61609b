package dev.homeport.cli.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.up.LaunchProgress;
import dev.homeport.cli.up.LaunchRequest;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.adapter.os.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A launcher in a session of its own. It tells this process over a pipe how the start goes, one
 * JSON object a line, and everything else to a log of its own.
 *
 * @param stateFolder the fleet's state folder
 */
record DetachedProcess(Path stateFolder) {

    /** Makes {@code up} report as one JSON object a line. */
    static final String REPORT_VARIABLE = "HOMEPORT_REPORT";

    private static final Path SESSION = Path.of("/usr/bin/setsid");

    void start(LaunchRequest request, LaunchProgress progress) throws IOException {
        PrivateFiles.createFolder(stateFolder);
        var log = stateFolder.resolve(StateFolder.LAUNCHER_LOG).toFile();
        var builder =
                new ProcessBuilder(command(request))
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectError(ProcessBuilder.Redirect.to(log));
        builder.environment().put(REPORT_VARIABLE, "json");
        var launcher = builder.start();
        // If this process is asked to end before the fleet is ready, so is the launcher.
        var hook = new Thread(launcher::destroy, "end the launcher");
        Runtime.getRuntime().addShutdownHook(hook);
        try (var lines = launcher.inputReader(UTF_8)) {
            if (!follow(lines, progress)) {
                throw new CommandFailure(
                        ExitCode.OPERATOR,
                        "the fleet did not come up: " + lastLine(log.toPath()) + "; see " + log);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Follows the launcher until it is ready (true) or has ended (false). */
    private static boolean follow(BufferedReader lines, LaunchProgress progress)
            throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            var told = JsonReader.read(line);
            told.text("step")
                    .ifPresent(step -> progress.step(step, told.number("millis").orElse(0)));
            told.text("note").ifPresent(progress::note);
            if (told.document("ready").isPresent()) {
                progress.ready(
                        told.document("ready").orElse(Document.EMPTY),
                        told.text("table").orElse(""));
                return true;
            }
        }
        return false;
    }

    private static String lastLine(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it says nothing" : lines.getLast();
    }

    private static List<String> command(LaunchRequest request) {
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
                        "-Djdk.virtualThreadScheduler.parallelism=16"));
        var repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Homeport.class.getName()));
        command.addAll(List.of("up", "--wan", request.wan() ? "on" : "off"));
        request.number().ifPresent(n -> command.addAll(List.of("--fleet-number", "" + n)));
        return command;
    }
}
