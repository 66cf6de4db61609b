package dev.homeport.wireformat.adapter.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.wireformat.adapter.journal.FrameJournal.AtBound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A journal whose steps are records of one sealed interface, in a file as {@link FrameJournal}
 * keeps it. A release reads its own journals only: one whose steps looked otherwise is refused.
 * Thread-safe.
 *
 * @param <S> the steps
 */
public final class RecordJournal<S> implements Consumer<S>, AutoCloseable {

    private static final String MARK = "records of ";

    private final FrameJournal frames;
    private final RecordBytes<S> bytes;
    private final boolean whole;
    private byte[] last = {};

    private RecordJournal(FrameJournal frames, RecordBytes<S> bytes, boolean whole) {
        this.frames = frames;
        this.bytes = bytes;
        this.whole = whole;
    }

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param steps the sealed interface
     * @param boundBytes at how many bytes it ends
     * @param warn told when it ends before its machine
     * @throws IOException if the file cannot be made
     */
    public static <S> RecordJournal<S> begin(
            Path file, Class<S> steps, long boundBytes, Consumer<String> warn) throws IOException {
        return begin(file, steps, boundBytes, AtBound.ENDS, warn);
    }

    /**
     * Begins the journal of a boot whose steps say each by itself all that was decided on: at its
     * bound it begins anew, and one that repeats the one before is not recorded again.
     *
     * @param file where; that of the boot before is kept beside it
     * @param steps the sealed interface
     * @param boundBytes at how many bytes it begins anew; twice as many are on disk at most
     * @param warn told when it ends before its machine
     * @throws IOException if the file cannot be made
     */
    public static <S> RecordJournal<S> beginOfWholeSteps(
            Path file, Class<S> steps, long boundBytes, Consumer<String> warn) throws IOException {
        return begin(file, steps, boundBytes, AtBound.BEGINS_ANEW, warn);
    }

    private static <S> RecordJournal<S> begin(
            Path file, Class<S> steps, long boundBytes, AtBound atBound, Consumer<String> warn)
            throws IOException {
        var bytes = new RecordBytes<>(steps);
        return new RecordJournal<>(
                new FrameJournal(file, head(steps, bytes), boundBytes, atBound, warn),
                bytes,
                atBound == AtBound.BEGINS_ANEW);
    }

    private static <S> byte[] head(Class<S> steps, RecordBytes<S> bytes) {
        var crc = new CRC32C();
        crc.update(bytes.shape().getBytes(UTF_8));
        return (MARK + steps.getName() + "\n" + crc.getValue()).getBytes(UTF_8);
    }

    /**
     * The name of the interface whose steps a journal has; empty if it is a journal of another
     * kind.
     *
     * @throws IOException if it cannot be read, is damaged, or is no journal at all
     */
    public static Optional<String> kindOf(Path file) throws IOException {
        var head = new String(FrameJournal.read(file).getFirst(), UTF_8);
        return head.startsWith(MARK)
                ? head.substring(MARK.length()).lines().findFirst()
                : Optional.empty();
    }

    /** Records a step. */
    @Override
    public synchronized void accept(S step) {
        if (!whole) {
            frames.record(() -> bytes.write(step));
            return;
        }
        var written = bytes.write(step);
        if (!Arrays.equals(written, last)) {
            last = written;
            frames.record(() -> written);
        }
    }

    /**
     * Reads a journal.
     *
     * @param steps the sealed interface
     * @throws DamagedFileException if a byte of it is not what was written; a torn last step is
     *     passed over
     * @throws IOException if it cannot be read, or is no journal of such steps that this release
     *     knows
     */
    public static <S> List<S> read(Path file, Class<S> steps) throws IOException {
        var bodies = FrameJournal.read(file);
        var bytes = new RecordBytes<>(steps);
        if (!Arrays.equals(bodies.getFirst(), head(steps, bytes))) {
            throw new IOException(
                    "unsupported: "
                            + file
                            + " is no journal of "
                            + steps.getSimpleName()
                            + " by this release; replay it with the release that wrote it");
        }
        var read = new ArrayList<S>(bodies.size());
        for (var body : bodies.subList(1, bodies.size())) {
            try {
                read.add(bytes.read(body));
            } catch (IOException e) {
                throw new IOException(
                        "unsupported: "
                                + file
                                + ", step "
                                + (read.size() + 1)
                                + ": "
                                + e.getMessage(),
                        e);
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
