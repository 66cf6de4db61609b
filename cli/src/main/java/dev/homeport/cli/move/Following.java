package dev.homeport.cli.move;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of commands that wait for a move. */
public final class Following {

    private static final int LONGEST_SECONDS = 86_400;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long to watch it; ${DEFAULT-VALUE} if not given. It goes on afterwards,"
                            + " and the command ends with code 9.")
    private int timeoutSeconds;

    /**
     * How long to watch.
     *
     * @throws CommandFailure if that is out of range
     */
    public Duration timeout() {
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_SECONDS) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--timeout: "
                            + timeoutSeconds
                            + " is out of range; use 1 to "
                            + LONGEST_SECONDS);
        }
        return Duration.ofSeconds(timeoutSeconds);
    }
}
