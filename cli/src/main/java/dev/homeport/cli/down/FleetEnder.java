package dev.homeport.cli.down;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Ends the fleet of this machine. */
public interface FleetEnder {

    /**
     * What was ended.
     *
     * @param launcher the number of the launcher, if one ran
     * @param orphans what a killed launcher had left running, one sentence each
     */
    record Ended(Optional<Long> launcher, List<String> orphans) {

        /** Makes a report. */
        public Ended {
            orphans = List.copyOf(orphans);
        }
    }

    /** Returns the folder with everything that the fleet keeps. */
    Path stateFolder();

    /**
     * Ends exactly what was started from the state folder.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if something does not end
     */
    Ended end();

    /**
     * Removes the data.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if that cannot be done
     */
    void wipe();
}
