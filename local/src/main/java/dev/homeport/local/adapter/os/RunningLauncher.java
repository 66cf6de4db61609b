package dev.homeport.local.adapter.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The launcher that holds a state folder, seen from another process. Who holds it is asked of the
 * kernel, not of a file, so nobody else is ever taken for it. Stateless.
 */
public final class RunningLauncher {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int PID = 4;
    private static final int FILE = 5;
    private static final int FIELDS = 8;

    private RunningLauncher() {}

    /**
     * Returns the number of the launcher that holds a state folder, or nothing if none does.
     *
     * @throws IOException if that cannot be found out
     */
    public static Optional<Long> pidOf(Path stateFolder) throws IOException {
        var lock = stateFolder.resolve(StateFolder.LOCK_FILE);
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        var inode = ":" + Files.getAttribute(lock, "unix:ino");
        for (var line : Files.readAllLines(Path.of("/proc/locks"))) {
            var fields = line.strip().split("\\s+", -1);
            // Lines of those who wait for a lock have an arrow for their second field.
            if (fields.length == FIELDS
                    && fields[1].equals("POSIX")
                    && fields[FILE].endsWith(inode)) {
                // Files of two file systems may have the same number.
                var pid = Long.parseLong(fields[PID]);
                if (ProcFolder.hasOpen(pid, lock)) {
                    return Optional.of(pid);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Asks the launcher that holds a state folder to end, and waits until it has.
     *
     * @param stateFolder the folder
     * @param bound how long it may take
     * @return false if none held it
     * @throws IOException if it has not ended within the bound
     */
    public static boolean end(Path stateFolder, Duration bound)
            throws IOException, InterruptedException {
        var pid = pidOf(stateFolder);
        var handle = pid.flatMap(ProcessHandle::of);
        if (pid.isEmpty() || handle.isEmpty() || !pidOf(stateFolder).equals(pid)) {
            return false;
        }
        // Whether it has ended is seen by the lock, not by this answer.
        var _ = handle.get().destroy();
        var deadline = System.nanoTime() + bound.toNanos();
        while (pidOf(stateFolder).equals(pid)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "The launcher with pid "
                                + pid.get()
                                + " did not end within "
                                + bound.toSeconds()
                                + " s; end it by hand");
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
