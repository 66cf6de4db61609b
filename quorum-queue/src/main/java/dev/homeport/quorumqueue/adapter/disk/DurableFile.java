package dev.homeport.quorumqueue.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes small files so that after a crash the old or the new content is there, never a mixture.
 */
final class DurableFile {

    private DurableFile() {}

    /** Puts content under a name; durable when it returns. */
    static void replace(Path file, byte[] content) throws IOException {
        var temporary = temporary(file);
        try (var channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(content), 0);
            channel.force(true);
        }
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncFolder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder"));
    }

    /** Removes what a {@link #replace} that was cut short has left behind. */
    static void discardUnfinished(Path file) throws IOException {
        Files.deleteIfExists(temporary(file));
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /** Makes the names in a folder durable. */
    static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes all remaining bytes of a buffer at a place. */
    static void writeFully(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        var place = at;
        while (buffer.hasRemaining()) {
            place += channel.write(buffer, place);
        }
    }

    /**
     * Fills a buffer from a place.
     *
     * @return whether there were enough bytes
     */
    static boolean readFully(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        var place = at;
        while (buffer.hasRemaining()) {
            var read = channel.read(buffer, place);
            if (read < 0) {
                return false;
            }
            place += read;
        }
        buffer.flip();
        return true;
    }
}
