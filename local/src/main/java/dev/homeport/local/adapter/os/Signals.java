package dev.homeport.local.adapter.os;

import dev.homeport.local.process.ProcessFingerprint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Stops processes in their tracks and lets them go on. A process is known by its fingerprint, so
 * that no other one which got its number is meant. Stateless.
 */
final class Signals {

    private static final long BOUND_SECONDS = 5;

    private Signals() {}

    /**
     * Stops a process: it keeps memory, files and connections, and does nothing.
     *
     * @throws IOException if it does not run, or cannot be stopped
     */
    static void pause(ProcessFingerprint process) throws IOException {
        send("STOP", process);
    }

    /**
     * Lets a process go on; one that was not stopped does not notice.
     *
     * @throws IOException if it does not run
     */
    static void resume(ProcessFingerprint process) throws IOException {
        send("CONT", process);
    }

    private static void send(String signal, ProcessFingerprint to) throws IOException {
        var pid = Long.toString(to.pid());
        if (ProcFolder.observe(to.pid()).filter(now -> now.fingerprint().equals(to)).isEmpty()) {
            throw new IOException("the process with pid " + pid + " has ended");
        }
        var kill =
                new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", signal, pid)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!kill.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw new IOException("the process with pid " + pid + " takes no SIG" + signal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while signalling " + pid);
        }
    }
}
