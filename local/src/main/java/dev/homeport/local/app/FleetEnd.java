package dev.homeport.local.app;

import dev.homeport.local.adapter.file.FolderRemoval;
import dev.homeport.local.adapter.os.Orphans;
import dev.homeport.local.adapter.os.RunningLauncher;
import dev.homeport.local.adapter.os.StateFolder;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a fleet from another process than its launcher, and removes its data. Only what carries the
 * state folder's mark is ever ended. Stateless.
 */
public final class FleetEnd {

    private static final Duration ORPHAN_BOUND = Duration.ofSeconds(20);

    private FleetEnd() {}

    /**
     * What was ended.
     *
     * @param launcher the launcher, if one ran
     * @param orphans what a killed launcher had left, one sentence each
     */
    public record Ended(Optional<Long> launcher, List<String> orphans) {

        /** Makes a report. */
        public Ended {
            orphans = List.copyOf(orphans);
        }
    }

    /**
     * Asks the launcher of a state folder to end and waits for it; then ends what an earlier one
     * may have left.
     *
     * @param stateFolder the folder
     * @param bound how long the launcher may take
     * @throws IOException if something does not end
     * @throws StartRefusedException if another launcher took the folder meanwhile
     */
    public static Ended end(Path stateFolder, Duration bound)
            throws IOException, StartRefusedException, InterruptedException {
        if (!Files.isDirectory(stateFolder)) {
            return new Ended(Optional.empty(), List.of());
        }
        var launcher = RunningLauncher.pidOf(stateFolder);
        var ended = RunningLauncher.end(stateFolder, bound);
        if (!StateFolder.isOne(stateFolder)) {
            return new Ended(Optional.empty(), List.of());
        }
        try (var folder = StateFolder.open(stateFolder, 0, new SecureRandom())) {
            return new Ended(
                    ended ? launcher : Optional.empty(), Orphans.end(folder, ORPHAN_BOUND));
        }
    }

    /**
     * Removes everything that a fleet keeps. Nothing of it may run.
     *
     * @throws StartRefusedException if a launcher has the folder, or it is no state folder
     * @throws IOException if something cannot be removed
     */
    public static void wipe(Path stateFolder) throws IOException, StartRefusedException {
        if (!Files.exists(stateFolder)) {
            return;
        }
        if (!StateFolder.isOne(stateFolder)) {
            throw new StartRefusedException(
                    stateFolder + " is not a state folder; nothing in it was removed");
        }
        // The lock is held to the end, so that no launcher starts on half of the data.
        try (var folder = StateFolder.open(stateFolder, 0, new SecureRandom())) {
            for (var each : folder.dataInIt()) {
                FolderRemoval.remove(each);
            }
            FolderRemoval.remove(folder.path());
        }
    }
}
