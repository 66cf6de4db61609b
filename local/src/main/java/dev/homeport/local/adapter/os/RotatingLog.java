package dev.homeport.local.adapter.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of one process in a bounded number of bounded files: {@code NAME}, {@code NAME.1} and
 * so on, the oldest last. What cannot be written (a full disk) is counted and said once there is
 * room again; the process itself is never held up. For one thread.
 */
final class RotatingLog implements AutoCloseable {

    private static final int PIECE_BYTES = 8 << 10;

    private final Path file;
    private final long largestBytes;
    private final int oldFiles;
    private @Nullable FileChannel channel;
    private long size;
    private long notWrittenBytes;

    /**
     * Makes a log.
     *
     * @param file the newest file
     * @param largestBytes how large a file may become, but for the last piece
     * @param oldFiles how many older files are kept
     */
    RotatingLog(Path file, long largestBytes, int oldFiles) {
        this.file = file;
        this.largestBytes = largestBytes;
        this.oldFiles = oldFiles;
    }

    /** Writes everything that comes until the end of the stream. */
    void pump(InputStream output) {
        var piece = new byte[PIECE_BYTES];
        try {
            int count;
            while ((count = output.read(piece)) >= 0) {
                write(ByteBuffer.wrap(piece, 0, count));
            }
        } catch (IOException e) {
            write(ascii("[the output of this process ended: " + e.getMessage() + "]\n"));
        }
    }

    private void write(ByteBuffer bytes) {
        var count = bytes.remaining();
        try {
            var open = open();
            if (notWrittenBytes > 0) {
                var note = ascii("[" + notWrittenBytes + " bytes could not be written here]\n");
                size += open.write(note);
                notWrittenBytes = 0;
            }
            while (bytes.hasRemaining()) {
                size += open.write(bytes);
            }
        } catch (IOException e) {
            notWrittenBytes += bytes.hasRemaining() ? bytes.remaining() : count;
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private FileChannel open() throws IOException {
        var open = channel;
        if (open != null && size >= largestBytes) {
            close();
            rotate();
            open = null;
        }
        if (open == null) {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            channel = open;
            size = open.size();
        }
        return open;
    }

    private void rotate() throws IOException {
        for (var age = oldFiles; age >= 1; age--) {
            var from = age == 1 ? file : aged(age - 1);
            if (Files.exists(from)) {
                Files.move(from, aged(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (oldFiles == 0) {
            Files.delete(file);
        }
    }

    private Path aged(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public void close() throws IOException {
        var open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    /** Returns the last lines of a log, for a message about a process that failed. */
    static List<String> lastLines(Path file, int most) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate((int) Math.min(channel.size(), PIECE_BYTES));
            channel.read(bytes, channel.size() - bytes.capacity());
            var lines =
                    new ArrayList<>(
                            new String(bytes.array(), StandardCharsets.UTF_8).lines().toList());
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
