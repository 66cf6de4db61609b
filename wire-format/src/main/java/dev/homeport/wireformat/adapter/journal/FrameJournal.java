package dev.homeport.wireformat.adapter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A journal in a file: frames, of which the first says what was stepped. It is not fsynced, for
 * nothing depends on it. One boot, one file; that of the boot before is kept beside it as {@code
 * NAME.previous}. When the disk takes no more, it ends and says so once.
 *
 * <p>Thread-safe; it never stops the machine whose journal it is.
 */
public final class FrameJournal implements AutoCloseable {

    /** Some hours of a machine that is stepped several times a second. */
    public static final long USUAL_BOUND_BYTES = 64 << 20;

    /** What becomes of a journal that has reached its bound. */
    public enum AtBound {
        /**
         * It ends and says so once: the first part of a run can be replayed, a later part alone
         * could not.
         */
        ENDS,
        /**
         * It begins anew, and what it had stands as that of the boot before: each step is whole.
         */
        BEGINS_ANEW
    }

    private final Path file;
    private final byte[] origin;
    private final long boundBytes;
    private final AtBound atBound;
    private final Consumer<String> warn;
    private FileChannel channel;
    private long end;
    private boolean ended;

    /**
     * Begins the journal of a boot.
     *
     * @param file where; an older one is kept beside it
     * @param origin the first frame
     * @param boundBytes its bound
     * @param atBound what becomes of it there
     * @param warn told when it ends before its machine
     * @throws IOException if the file cannot be made
     */
    public FrameJournal(
            Path file, byte[] origin, long boundBytes, AtBound atBound, Consumer<String> warn)
            throws IOException {
        this.file = file;
        this.origin = origin.clone();
        this.boundBytes = boundBytes;
        this.atBound = atBound;
        this.warn = warn;
        this.channel = begun();
        append(this.origin);
    }

    private FileChannel begun() throws IOException {
        if (Files.exists(file)) {
            Files.move(file, previous(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Where the journal of the boot before is kept. */
    public static Path previous(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    /**
     * Adds a frame.
     *
     * @param body gives its bytes; not asked when the journal has ended
     */
    public synchronized void record(Supplier<byte[]> body) {
        if (ended) {
            return;
        }
        if (end >= boundBytes && atBound == AtBound.ENDS) {
            end("it has reached its bound of " + boundBytes + " bytes");
            return;
        }
        try {
            if (end >= boundBytes) {
                channel.close();
                channel = begun();
                end = 0;
                append(origin);
            }
            append(body.get());
        } catch (IOException e) {
            end("it cannot be written: " + e.getMessage());
        }
    }

    private void end(String why) {
        ended = true;
        warn.accept("journal " + file + " ends here: " + why);
    }

    private void append(byte[] body) throws IOException {
        var frame = Frames.frame(body);
        var length = frame.remaining();
        writeFully(frame);
        end += length;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        var at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        ended = true;
        channel.close();
    }

    /**
     * Reads a journal as it was written.
     *
     * @return the bodies of its frames, at least one
     * @throws DamagedFileException if a byte of it is not what was written, or there is none; a
     *     torn last frame is passed over
     * @throws IOException if it cannot be read
     */
    public static List<byte[]> read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bodies = Frames.read(file, channel).bodies();
            if (bodies.isEmpty()) {
                throw new DamagedFileException(file, 0, "this journal is empty");
            }
            return bodies;
        }
    }
}
