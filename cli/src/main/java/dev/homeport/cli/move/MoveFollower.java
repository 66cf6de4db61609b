package dev.homeport.cli.move;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.control.MoveLook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks at a move until it has ended. A control plane that cannot be reached meanwhile is no reason
 * to stop: the move does not need the one who watches it.
 */
public final class MoveFollower {

    /** Less time than that is not given to the control plane to wait for a change. */
    private static final long LONG_POLL_NANOS = TimeUnit.SECONDS.toNanos(25);

    private final ControlTool tool;
    private final Duration pause;
    private final LongSupplier nanoClock;

    /**
     * Makes a follower.
     *
     * @param pause how long to wait between two looks, where the control plane does not
     * @param nanoClock the machine's clock, in nanoseconds
     */
    public MoveFollower(ControlTool tool, Duration pause, LongSupplier nanoClock) {
        this.tool = tool;
        this.pause = pause;
        this.nanoClock = nanoClock;
    }

    /**
     * Looks until the move has ended or the time is over.
     *
     * @param progress told when the move has come further
     * @return the move as it was seen last
     */
    public MoveLook follow(MoveLook seen, Duration atMost, Consumer<String> progress) {
        var untilNanos = nanoClock.getAsLong() + atMost.toNanos();
        var last = seen;
        var told = "";
        while (!last.phase().hasEnded()) {
            var now = MoveDocument.waits(last);
            if (!now.equals(told)) {
                progress.accept(MoveDocument.sentence(last) + ": " + now);
                told = now;
            }
            var leftNanos = untilNanos - nanoClock.getAsLong();
            if (leftNanos <= 0) {
                return last;
            }
            var after = leftNanos > LONG_POLL_NANOS ? last.state() : Optional.<String>empty();
            last = look(last, after, progress).orElse(last);
            if (!last.phase().hasEnded() && after.isEmpty()) {
                sleep(Math.min(pause.toNanos(), leftNanos));
            }
        }
        return last;
    }

    private Optional<MoveLook> look(
            MoveLook last, Optional<String> after, Consumer<String> progress) {
        try {
            return tool.move(last.id(), after);
        } catch (CommandFailure e) {
            if (e.code() != ExitCode.LATER) {
                throw e;
            }
            progress.accept(String.valueOf(e.getMessage()));
            sleep(pause.toNanos());
            return Optional.empty();
        }
    }

    private static void sleep(long nanos) {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT, "interrupted; the move goes on without its watcher");
        }
    }
}
