package dev.homeport.local.adapter.file;

import dev.homeport.local.address.FleetNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code fleet-number} of a state folder: a fleet keeps its addresses from start to start.
 * Stateless.
 */
public final class FleetNumberFile {

    private static final int NUMBERS = 254;

    private FleetNumberFile() {}

    /**
     * Returns the number of the fleet of a state folder: the one asked for, else the one that it
     * had, else one that follows from the folder's path, so that two checkouts hardly ever meet.
     *
     * @throws IllegalArgumentException if the file holds no fleet number; the message names it
     */
    public static FleetNumber choose(Path stateFolder, Optional<FleetNumber> asked)
            throws IOException {
        if (asked.isPresent()) {
            return asked.get();
        }
        var file = file(stateFolder);
        if (!Files.exists(file)) {
            var path = stateFolder.toAbsolutePath().normalize().toString();
            return new FleetNumber(1 + Math.floorMod(path.hashCode(), NUMBERS));
        }
        try {
            return new FleetNumber(Integer.parseInt(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " holds no fleet number (" + e.getMessage() + "); remove it", e);
        }
    }

    /** Keeps a number for the next start. */
    public static void keep(Path stateFolder, FleetNumber number) throws IOException {
        PrivateFiles.writePublic(file(stateFolder), number + "\n");
    }

    private static Path file(Path stateFolder) {
        return stateFolder.resolve("fleet-number");
    }
}
