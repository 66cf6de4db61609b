package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Waits for the report of a drill, which goes on whether anybody waits or not. Thread-safe. */
public final class DrillFollower {

    private final DrillTool tool;
    private final Duration pause;
    private final LongSupplier nanoClock;

    /**
     * Makes a follower.
     *
     * @param pause between two looks
     * @param nanoClock a monotonic clock
     */
    public DrillFollower(DrillTool tool, Duration pause, LongSupplier nanoClock) {
        this.tool = tool;
        this.pause = pause;
        this.nanoClock = nanoClock;
    }

    /**
     * Waits.
     *
     * @param atMost how long
     * @param progress told of each phase
     * @return the report
     * @throws CommandFailure if there is none by then
     */
    public Document await(String id, Duration atMost, Consumer<String> progress) {
        var until = nanoClock.getAsLong() + atMost.toNanos();
        var seen = Optional.<String>empty();
        while (true) {
            var drill = tool.look(id);
            if (drill.report().isPresent()) {
                return drill.report().get();
            }
            if (drill.phase().isPresent() && !drill.phase().equals(seen)) {
                seen = drill.phase();
                progress.accept(id + " is in phase " + seen.get());
            }
            if (nanoClock.getAsLong() - until >= 0) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "drill "
                                + id
                                + " goes on; 'homeport drill list' tells how far it is, and"
                                + " 'homeport drill report "
                                + id
                                + "' what came of it");
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CommandFailure(ExitCode.TIMED_OUT, "interrupted; the drill goes on");
            }
        }
    }
}
