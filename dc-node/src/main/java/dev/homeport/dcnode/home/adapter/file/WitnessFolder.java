package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.adapter.protobuf.StateFormat;
import dev.homeport.dcnode.home.agent.StateStore;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import dev.homeport.wireformat.adapter.journal.Frames;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A witness's store: a folder that is formatted once and from then on belongs to one witness of one
 * fleet. Each state is appended whole to one file and fsynced; past a bound, the file is replaced
 * by one that holds the last state alone.
 *
 * <p>Opened by one process at a time, which a lock on the folder sees to, and used by one thread.
 */
public final class WitnessFolder implements StateStore, AutoCloseable {

    /** Past so many bytes the file is written anew. */
    public static final long USUAL_BOUND_BYTES = 8 << 20;

    private static final String STATES = "states";

    private final Path folder;
    private final long boundBytes;
    private final FileChannel lock;
    private final StoreLabel label;
    private final WitnessState found;
    private final long cutBytes;
    private FileChannel states;
    private long end;

    private WitnessFolder(Path folder, long boundBytes, FileChannel lock, StoreLabel label)
            throws IOException {
        this.folder = folder;
        this.boundBytes = boundBytes;
        this.lock = lock;
        this.label = label;
        var file = folder.resolve(STATES);
        this.states = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var contents = Frames.read(file, states);
            this.found = newest(file, contents);
            this.end = contents.end();
            this.cutBytes = contents.tornBytes();
            if (cutBytes > 0) {
                states.truncate(end);
                states.force(true);
            }
        } catch (IOException e) {
            states.close();
            throw e;
        }
    }

    /**
     * Formats a folder, once.
     *
     * @param folder the folder; made if there is none
     * @param fleet the fleet that it will belong to
     * @param witness the site whose witness it will belong to
     * @param storeId identity of this store, minted for it alone
     * @param first what it begins with: a genesis, or {@link WitnessState#empty()} for a witness
     *     that has lost its store and has to learn
     * @throws WrongFolderException if the folder is formatted already
     * @throws IOException if it cannot be written; formatting may then be tried again
     */
    public static void format(
            Path folder, FleetId fleet, SiteId witness, UUID storeId, WitnessState first)
            throws IOException {
        Files.createDirectories(folder);
        if (StoreLabel.exists(folder)) {
            throw new WrongFolderException(
                    "store: "
                            + folder
                            + " is formatted already, as "
                            + StoreLabel.read(folder)
                            + "; a store is formatted once");
        }
        var label = new StoreLabel(fleet, witness, storeId);
        try (var states =
                FileChannel.open(
                        folder.resolve(STATES),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFrom(states, label, first);
            states.force(true);
        }
        Folders.sync(folder);
        // Last: its presence says that the folder is whole.
        label.write(folder);
    }

    /** Whether a folder was ever formatted. */
    public static boolean isFormatted(Path folder) {
        return StoreLabel.exists(folder);
    }

    /**
     * Opens the folder of a witness.
     *
     * @param boundBytes past how many bytes the file is written anew
     * @throws WrongFolderException if it is not formatted, or is another witness's, or in use
     * @throws DamagedFileException if a byte of it is not what was written
     * @throws IOException if it cannot be read or written
     */
    public static WitnessFolder open(Path folder, FleetId fleet, SiteId witness, long boundBytes)
            throws IOException {
        if (!StoreLabel.exists(folder)) {
            throw new WrongFolderException(
                    "store: "
                            + folder
                            + " is not formatted; a witness serves from a folder that was formatted"
                            + " for it, with 'format'");
        }
        var label = StoreLabel.read(folder);
        label.check(folder, fleet, witness);
        var lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            lock(folder, lock);
            return new WitnessFolder(folder, boundBytes, lock, label);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static void lock(Path folder, FileChannel lock) throws IOException {
        try {
            if (lock.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(folder);
        }
        throw inUse(folder);
    }

    private static WrongFolderException inUse(Path folder) {
        return new WrongFolderException(
                "store: " + folder + " is in use by another process; stop that one first");
    }

    private WitnessState newest(Path file, Frames.Contents contents) throws IOException {
        var bodies = contents.bodies();
        if (bodies.size() < 2) {
            throw new DamagedFileException(file, 0, "it holds no state");
        }
        if (!label.equals(StoreLabel.parse(file, bodies.getFirst()))) {
            throw new WrongFolderException(
                    "store: " + file + " does not belong to the store of its folder, " + label);
        }
        try {
            return StateFormat.parse(bodies.getLast());
        } catch (MalformedMessageException e) {
            throw new IOException("unsupported: " + file + ": " + e.getMessage(), e);
        }
    }

    /** The state that was on disk when the folder was opened. */
    public WitnessState found() {
        return found;
    }

    /** How many bytes of a write that a crash had interrupted were cut off at the opening. */
    public long cutBytes() {
        return cutBytes;
    }

    /** Identity of the store. */
    public UUID storeId() {
        return label.storeId();
    }

    @Override
    public void persist(WitnessState state) throws WriteRefusedException, StoreFailedException {
        if (end >= boundBytes) {
            rewrite(state);
            return;
        }
        var frame = Frames.frame(StateFormat.write(state).toByteArray());
        var length = frame.remaining();
        try {
            Folders.writeFully(states, frame, end);
        } catch (IOException e) {
            takeBack(e);
            throw refused(e);
        }
        force(states);
        end += length;
    }

    private WriteRefusedException refused(IOException e) {
        return new WriteRefusedException(
                "store: " + folder + " took no state: " + e.getMessage() + "; is its disk full?",
                e);
    }

    private void takeBack(IOException cause) throws StoreFailedException {
        try {
            states.truncate(end);
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw failed(e);
        }
    }

    private void force(FileChannel channel) throws StoreFailedException {
        try {
            channel.force(true);
        } catch (IOException e) {
            // What a failed fsync has written nobody knows, nor does a second one tell.
            throw failed(e);
        }
    }

    private StoreFailedException failed(IOException e) {
        return new StoreFailedException(
                "store: " + folder + " cannot be relied on: " + e.getMessage(), e);
    }

    private void rewrite(WitnessState state) throws WriteRefusedException, StoreFailedException {
        var next = folder.resolve(STATES + ".new");
        FileChannel written;
        long length;
        try {
            written =
                    FileChannel.open(
                            next,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw refused(e);
        }
        try {
            length = writeFrom(written, label, state);
        } catch (IOException e) {
            closeQuietly(written, e);
            throw refused(e);
        }
        force(written);
        try {
            Folders.rename(next, folder.resolve(STATES));
            states.close();
        } catch (IOException e) {
            closeQuietly(written, e);
            throw failed(e);
        }
        states = written;
        end = length;
    }

    private static void closeQuietly(FileChannel channel, IOException because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static long writeFrom(FileChannel channel, StoreLabel label, WitnessState state)
            throws IOException {
        var head = Frames.frame(label.toBytes());
        var body = Frames.frame(StateFormat.write(state).toByteArray());
        var both = ByteBuffer.allocate(head.remaining() + body.remaining());
        both.put(head).put(body).flip();
        var length = both.remaining();
        Folders.writeFully(channel, both, 0);
        return length;
    }

    /** Closes the files and gives the lock on the folder back. */
    @Override
    public void close() throws IOException {
        try (lock) {
            states.close();
        }
    }
}
