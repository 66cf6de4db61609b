package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import dev.homeport.wireformat.adapter.journal.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How often a node has started. It is raised, durably, before the node asks for anything, because a
 * node that restarts is another holder. Stateless; one process at a time may use a file.
 */
public final class BootCounter {

    private BootCounter() {}

    /**
     * Raises the counter.
     *
     * @param file its file, made at the first boot; its folder must exist
     * @return number of this boot, from 1
     * @throws IOException if the file is damaged or cannot be written: the node must not start
     */
    public static long raise(Path file) throws IOException {
        var boot = (Files.exists(file) ? read(file) : 0) + 1;
        Folders.replace(file, ByteBuffer.allocate(Long.BYTES).putLong(boot).array());
        return boot;
    }

    private static long read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bodies = Frames.read(file, channel).bodies();
            if (bodies.size() != 1 || bodies.getFirst().length != Long.BYTES) {
                throw new DamagedFileException(file, 0, "this is no boot counter");
            }
            return ByteBuffer.wrap(bodies.getFirst()).getLong();
        }
    }
}
