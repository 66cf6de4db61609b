package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.table.TableStore;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import dev.homeport.wireformat.adapter.journal.Frames;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The newest routing table that a process knows, in a file of one checksummed frame: its first
 * table is written when the store is formatted, and each later one takes its place whole. Used by
 * one thread at a time.
 */
public final class TableFile implements TableStore {

    private final Path file;
    private final FleetId fleet;

    private TableFile(Path file, FleetId fleet) {
        this.file = file;
        this.fleet = fleet;
    }

    /**
     * Writes the first table; one that is there already is replaced, so that formatting may be
     * tried again.
     *
     * @param file the file, in a folder that is made if there is none
     * @param genesis the fleet's first table
     * @throws IOException if it is not known to be durable
     */
    public static void format(Path file, RoutingTable genesis) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        new TableFile(file, genesis.fleet()).keep(genesis);
    }

    /**
     * Opens a file that was formatted.
     *
     * @param fleet the fleet that its table must be of
     * @throws WrongFolderException if there is none, or it is another fleet's
     * @throws DamagedFileException if a byte of it is not what was written
     * @throws IOException if it cannot be read
     */
    public static TableFile open(Path file, FleetId fleet) throws IOException {
        var opened = new TableFile(file, fleet);
        opened.read();
        return opened;
    }

    /**
     * Reads the table that is kept.
     *
     * @throws IOException as {@link #open}
     */
    public RoutingTable read() throws IOException {
        if (!Files.exists(file)) {
            throw new WrongFolderException(
                    "table: there is no "
                            + file
                            + "; a process begins with the table that its store was formatted"
                            + " with");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var contents = Frames.read(file, channel);
            if (contents.bodies().size() != 1 || contents.tornBytes() > 0) {
                throw new DamagedFileException(file, 0, "this is no single table");
            }
            var table = TableFormat.parse(contents.bodies().getFirst());
            if (!table.fleet().equals(fleet)) {
                throw new WrongFolderException(
                        "table: "
                                + file
                                + " is of fleet "
                                + table.fleet()
                                + ", this process of fleet "
                                + fleet
                                + "; mount the right disk, or correct the configuration");
            }
            return table;
        } catch (MalformedMessageException e) {
            throw new IOException("unsupported: " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void keep(RoutingTable table) throws IOException {
        Folders.replace(file, TableFormat.write(table).toByteArray());
    }
}
