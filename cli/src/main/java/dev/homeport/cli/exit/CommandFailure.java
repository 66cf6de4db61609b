package dev.homeport.cli.exit;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and one message on stderr. */
public final class CommandFailure extends RuntimeException {

    private final ExitCode code;

    /** A failure with its cause, if something was thrown below. */
    public CommandFailure(ExitCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A failure that the command itself found. */
    public CommandFailure(ExitCode code, String message) {
        this(code, message, null);
    }

    /** How the command ends. */
    public ExitCode code() {
        return code;
    }
}
