package dev.homeport.regionrouter.adapter.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts in files that are replaced whole or not at all. Stateless. */
public final class DurableText {

    /** The largest text that is read. */
    public static final int LARGEST_BYTES = 4 << 20;

    private DurableText() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is too large
     */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException(file + " has more than " + LARGEST_BYTES + " bytes");
        }
        return Files.readString(file);
    }

    /**
     * Replaces a file; when this returns, the new text outlives a power cut.
     *
     * @throws IOException if it cannot be written; the old text stands then
     */
    public static void replace(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }
}
