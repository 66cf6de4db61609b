package dev.homeport.benchmarks.app;

import org.jspecify.annotations.Nullable;

/** Ends a run without a report. */
final class RunFailure extends Exception {

    private final EndCode code;

    RunFailure(EndCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    EndCode code() {
        return code;
    }
}
