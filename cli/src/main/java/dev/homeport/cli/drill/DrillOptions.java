package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options of commands that run drills and wait for their end. Not thread-safe: a command line
 * is read into them.
 */
public final class DrillOptions {

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many messages a second the users of each site must get acknowledged;"
                            + " ${DEFAULT-VALUE} if not given. They send twice as many.")
    private int rate;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description =
                    "How long to wait for a drill; ${DEFAULT-VALUE} if not given. It goes on"
                            + " afterwards.")
    private int timeoutSeconds;

    /**
     * How long to wait for a drill.
     *
     * @throws CommandFailure if that is out of range
     */
    public Duration timeout() {
        if (timeoutSeconds < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--timeout: " + timeoutSeconds + " is no time; use 1 or more");
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    /**
     * The order for a drill.
     *
     * @param site what it is about, if it is about one
     * @param seconds how long it stays broken
     * @param user who asks, for the report
     * @param nowMillis when, in milliseconds since 1970
     * @throws CommandFailure if there is no such order; the message names the option
     */
    public DrillOrder order(
            DrillKind kind, Optional<String> site, int seconds, String user, long nowMillis) {
        try {
            return new DrillOrder(kind, site.map(SiteId::new), rate, seconds, user, nowMillis);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
        }
    }
}
