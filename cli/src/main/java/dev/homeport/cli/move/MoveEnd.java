package dev.homeport.cli.move;

import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.control.MoveLook.Phase;

/** How a command ends that has watched a move. Stateless. */
public final class MoveEnd {

    private MoveEnd() {}

    /** How it ends that wanted the move done. */
    public static ExitCode of(Phase phase) {
        return switch (phase) {
            case DONE -> ExitCode.OK;
            case ABORTED, OVERTAKEN -> ExitCode.ABORTED;
            case MOVING, ABORTING -> ExitCode.TIMED_OUT;
        };
    }

    /** How it ends that wanted the move taken back. */
    static ExitCode ofAbort(Phase phase) {
        return switch (phase) {
            case ABORTED -> ExitCode.OK;
            case DONE, OVERTAKEN -> ExitCode.REFUSED;
            case MOVING, ABORTING -> ExitCode.TIMED_OUT;
        };
    }
}
