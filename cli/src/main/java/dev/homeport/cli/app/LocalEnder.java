package dev.homeport.cli.app;

import dev.homeport.cli.down.FleetEnder;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.local.app.FleetEnd;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Ends the fleet of a state folder. */
record LocalEnder(Path stateFolder) implements FleetEnder {

    private static final Duration BOUND = Duration.ofSeconds(90);

    @Override
    public Ended end() {
        try {
            var ended = FleetEnd.end(stateFolder, BOUND);
            return new Ended(ended.launcher(), ended.orphans());
        } catch (IOException | StartRefusedException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted; the fleet may still run", e);
        }
    }

    @Override
    public void wipe() {
        try {
            FleetEnd.wipe(stateFolder);
        } catch (IOException | StartRefusedException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }
}
