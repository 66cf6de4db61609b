package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.adapter.protobuf.JournalFormat;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.agent.Replay;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A journal in a file: first what the machine was made with, then its steps. It is not fsynced, for
 * nothing depends on it. One boot, one file; that of the boot before is kept beside it as {@code
 * NAME.previous}. At its bound, or when the disk takes no more, it ends and says so once: the first
 * part of a run can be replayed, a later part alone could not.
 *
 * <p>Used by one thread; {@link #close} may be called by another.
 *
 * @param <I> what the machine takes
 * @param <E> what it wants done
 */
public final class JournalFile<I, E> implements Journal<I, E>, AutoCloseable {

    /** Some hours of a witness or a holder. */
    public static final long USUAL_BOUND_BYTES = 64 << 20;

    private final Path file;
    private final long boundBytes;
    private final Function<Step<I, E>, byte[]> format;
    private final Consumer<String> warn;
    private final FileChannel channel;
    private long end;
    private boolean ended;

    /**
     * Begins the journal of a machine's boot.
     *
     * @param file where; an older one is kept beside it
     * @param origin what the machine was made with
     * @param boundBytes at how many bytes it ends
     * @param format writes a step
     * @param warn told when it ends before its machine
     * @throws IOException if the file cannot be made
     */
    public JournalFile(
            Path file,
            byte[] origin,
            long boundBytes,
            Function<Step<I, E>, byte[]> format,
            Consumer<String> warn)
            throws IOException {
        this.file = file;
        this.boundBytes = boundBytes;
        this.format = format;
        this.warn = warn;
        if (Files.exists(file)) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".previous"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        append(origin);
    }

    /** Begins the journal of a witness's boot. */
    public static JournalFile<WitnessInput, WitnessEffect> ofWitness(
            Path file, JournalOrigin.OfWitness origin, long boundBytes, Consumer<String> warn)
            throws IOException {
        return new JournalFile<>(
                file, JournalFormat.write(origin), boundBytes, JournalFormat::writeWitness, warn);
    }

    /** Begins the journal of a holder's boot. */
    public static JournalFile<HolderInput, HolderEffect> ofHolder(
            Path file, JournalOrigin.OfHolder origin, long boundBytes, Consumer<String> warn)
            throws IOException {
        return new JournalFile<>(
                file, JournalFormat.write(origin), boundBytes, JournalFormat::writeHolder, warn);
    }

    @Override
    public synchronized void record(Step<I, E> step) {
        if (ended) {
            return;
        }
        if (end >= boundBytes) {
            end("it has reached its bound of " + boundBytes + " bytes");
            return;
        }
        try {
            append(format.apply(step));
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
        Folders.writeFully(channel, frame, end);
        end += length;
    }

    @Override
    public synchronized void close() throws IOException {
        ended = true;
        channel.close();
    }

    /**
     * Replays a journal.
     *
     * @throws DamagedFileException if a byte of it is not what was written; a torn last frame is
     *     passed over
     * @throws IOException if it cannot be read, or is no journal that this release knows
     */
    public static Replay.Result replay(Path file) throws IOException {
        var bodies = read(file);
        try {
            var steps = bodies.subList(1, bodies.size());
            return switch (JournalFormat.readOrigin(bodies.getFirst())) {
                case JournalOrigin.OfWitness witness ->
                        Replay.witness(witness, read(steps, JournalFormat::readWitness));
                case JournalOrigin.OfHolder holder ->
                        Replay.holder(holder, read(steps, JournalFormat::readHolder));
            };
        } catch (MalformedMessageException e) {
            throw new IOException("unsupported: " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a journal as it was written: first what the machine was made with, then its steps.
     *
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

    private interface Reading<I, E> {
        Step<I, E> read(byte[] body) throws MalformedMessageException;
    }

    private static <I, E> List<Step<I, E>> read(List<byte[]> bodies, Reading<I, E> reading)
            throws MalformedMessageException {
        var steps = new ArrayList<Step<I, E>>(bodies.size());
        for (var body : bodies) {
            steps.add(reading.read(body));
        }
        return steps;
    }
}
