package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import dev.homeport.wireformat.adapter.journal.Frames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Whose a store is. Stands in a file of its own and at the head of each file of states. */
record StoreLabel(FleetId fleet, SiteId witness, UUID storeId) {

    private static final String FILE = "label";
    private static final String KIND = "homeport-witness-store 0";

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    static StoreLabel read(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var contents = Frames.read(file, channel);
            if (contents.bodies().size() != 1 || contents.tornBytes() > 0) {
                throw new DamagedFileException(file, 0, "this is no label of a store");
            }
            return parse(file, contents.bodies().getFirst());
        }
    }

    static StoreLabel parse(Path file, byte[] bytes) throws IOException {
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        try {
            if (lines.size() == 4 && lines.getFirst().equals(KIND)) {
                return new StoreLabel(
                        FleetId.parse(lines.get(1)),
                        new SiteId(lines.get(2)),
                        UUID.fromString(lines.get(3)));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("unsupported: " + file + ": " + e.getMessage(), e);
        }
        throw new IOException(
                "unsupported: " + file + " is not labelled as a store that this release knows");
    }

    byte[] toBytes() {
        return (KIND + "\n" + fleet + "\n" + witness + "\n" + storeId + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    void write(Path folder) throws IOException {
        Folders.replace(folder.resolve(FILE), toBytes());
    }

    void check(Path folder, FleetId expectedFleet, SiteId expectedWitness)
            throws WrongFolderException {
        if (!fleet.equals(expectedFleet) || !witness.equals(expectedWitness)) {
            throw new WrongFolderException(
                    "store: "
                            + folder
                            + " is "
                            + this
                            + ", not of witness "
                            + expectedWitness
                            + " of fleet "
                            + expectedFleet
                            + "; configure the folder of that witness");
        }
    }

    @Override
    public String toString() {
        return "store " + storeId + " of witness " + witness + " of fleet " + fleet;
    }
}
