package dev.homeport.process.app;

import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The one-time order to format a process's stores: a file {@value #NAME} beside {@code
 * store.folder} that names the fleet, put there by whoever makes the fleet. A disk that was
 * replaced later has no order, so that a store which has forgotten everything never votes, grants
 * or joins. Immutable and thread-safe.
 */
public final class FormatOrder {

    /** The file's name. */
    public static final String NAME = "format.order";

    private final Path file;

    private FormatOrder(Path file) {
        this.file = file;
    }

    /**
     * Looks for an order.
     *
     * @param store the folder of everything that the process keeps
     * @param fleet the fleet that the process is configured for
     * @throws InvalidException if there is one of another fleet, or one that names none
     * @throws IOException if it cannot be read
     */
    public static Optional<FormatOrder> find(Path store, FleetId fleet)
            throws InvalidException, IOException {
        var file =
                Optional.ofNullable(store.toAbsolutePath().getParent()).orElse(store).resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var ordered = fleet(file);
        if (!ordered.equals(fleet)) {
            throw new InvalidException(
                    "fleet: "
                            + fleet
                            + " is configured, and "
                            + file
                            + " orders stores of fleet "
                            + ordered
                            + "; one of them is wrong");
        }
        return Optional.of(new FormatOrder(file));
    }

    private static FleetId fleet(Path file) throws IOException, InvalidException {
        try {
            return FleetId.parse(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidException(file + ": " + e.getMessage());
        }
    }

    /**
     * Takes the order away, once all stores are formatted and durable.
     *
     * @throws IOException if it cannot be taken away; it still stands then
     */
    public void done() throws IOException {
        Files.delete(file);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
