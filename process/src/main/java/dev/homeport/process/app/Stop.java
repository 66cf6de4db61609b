package dev.homeport.process.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits for SIGTERM or for the process's own wish to end, and keeps the JVM until the end is done
 * or its time is over. Made once in a process; thread-safe.
 */
public final class Stop {

    private final CompletableFuture<Integer> asked = new CompletableFuture<>();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    /**
     * Listens for the signal.
     *
     * @param mostMillis how long the end may take after it
     */
    public Stop(long mostMillis) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    asked.complete(ExitCode.STOPPED.code());
                                    // A JVM that was told to stop would exit with 143.
                                    Runtime.getRuntime().halt(exitCode(mostMillis));
                                }));
    }

    private int exitCode(long mostMillis) {
        return done.completeOnTimeout(ExitCode.DEFECT.code(), mostMillis, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Asks the process to end. */
    public void ask(int exitCode) {
        asked.complete(exitCode);
    }

    /** Waits until the process is to end, and gives the code to end with. */
    public int await() {
        return asked.join();
    }

    /** Says that everything is closed. */
    public void done(int exitCode) {
        done.complete(exitCode);
    }
}
