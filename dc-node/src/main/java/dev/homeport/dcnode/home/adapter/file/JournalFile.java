package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.adapter.protobuf.JournalFormat;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.agent.Replay;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The journal of a machine in a file, as {@link FrameJournal} keeps it: first what the machine was
 * made with, then its steps.
 *
 * <p>Used by one thread; {@link #close} may be called by another.
 *
 * @param <I> what the machine takes
 * @param <E> what it wants done
 */
public final class JournalFile<I, E> implements Journal<I, E>, AutoCloseable {

    /** Some hours of a witness or a holder. */
    public static final long USUAL_BOUND_BYTES = FrameJournal.USUAL_BOUND_BYTES;

    private final Function<Step<I, E>, byte[]> format;
    private final FrameJournal frames;

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
        this.format = format;
        this.frames = new FrameJournal(file, origin, boundBytes, FrameJournal.AtBound.ENDS, warn);
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
    public void record(Step<I, E> step) {
        frames.record(() -> format.apply(step));
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /**
     * Replays a journal.
     *
     * @throws DamagedFileException if a byte of it is not what was written; a torn last frame is
     *     passed over
     * @throws IOException if it cannot be read, or is no journal that this release knows
     */
    public static Replay.Result replay(Path file) throws IOException {
        var bodies = FrameJournal.read(file);
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
