package dev.homeport.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process to be run and kept running. Immutable and thread-safe.
 *
 * @param name unique among the processes of a fleet; also the name of its pid file
 * @param command program and arguments, each as one element, so that blanks need no quotes
 * @param workingFolder where it runs; made if it is not there
 * @param environment what is added to the launcher's own environment
 * @param logFile where its output goes; see the launcher's log settings for its bound
 * @param readiness how to tell that it is ready
 * @param restart when to start it again after it ended by itself
 * @param stopBound how long it may take from SIGTERM to its end; then comes SIGKILL
 * @param stopOrder processes with lower numbers are stopped first, equal ones side by side
 */
public record ProcessDefinition(
        String name,
        List<String> command,
        Path workingFolder,
        Map<String, String> environment,
        Path logFile,
        Readiness readiness,
        RestartPolicy restart,
        Duration stopBound,
        int stopOrder) {

    /**
     * Makes a definition.
     *
     * @throws IllegalArgumentException if the command is empty or the name cannot be a file name
     */
    public ProcessDefinition {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "command: that of " + name + " is empty; name a program");
        }
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "process name: "
                            + name
                            + " is not one; use lower-case letters, digits and hyphens");
        }
    }
}
