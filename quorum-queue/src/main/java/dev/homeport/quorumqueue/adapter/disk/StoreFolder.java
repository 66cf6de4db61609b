package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.quorumqueue.store.StoreIdentityCodec;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One replica's folder.
 *
 * <pre>
 * identity   what the folder was formatted as
 * started    there since the engine's log was made: from then on a missing log is a lost disk
 * lock       locked by whoever has the folder open
 * raft/      the engine's log
 * applied/   index and snapshots of what was applied
 * torn/      what was cut off torn log tails
 * </pre>
 *
 * An open folder belongs to who opened it until it is closed, or the process ends. Thread-safe.
 */
public final class StoreFolder implements AutoCloseable {

    private static final String IDENTITY = "identity";
    private static final String STARTED = "started";

    private final Path root;
    private final StoreIdentity identity;
    private final FolderLock lock;
    private volatile boolean kept;

    private StoreFolder(Path root, StoreIdentity identity, FolderLock lock) {
        this.root = root;
        this.identity = identity;
        this.lock = lock;
    }

    /**
     * Formats a folder, once. It is made when it does not exist.
     *
     * @throws StartException if the folder holds anything already
     * @throws IOException if it cannot be written
     */
    public static void format(Path root, StoreIdentity identity)
            throws IOException, StartException {
        Files.createDirectories(root);
        try (var content = Files.list(root)) {
            var first = content.findFirst();
            if (first.isPresent()) {
                throw new StartException(
                        StopReason.WRONG_STORE,
                        "store "
                                + root
                                + " is not empty (it holds "
                                + first.get().getFileName()
                                + "), so it is not formatted; give an empty folder, or keep the"
                                + " store as it is");
            }
        }
        DurableFile.replace(
                root.resolve(IDENTITY),
                StoreIdentityCodec.encode(identity).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Formats a folder as it was ordered, also when the order is carried out again because a crash
     * came in between. It is made when it does not exist.
     *
     * @throws StartException if the folder was formatted as something else, or holds anything else
     * @throws IOException if it cannot be written
     */
    public static void formatOnce(Path root, StoreIdentity identity)
            throws IOException, StartException {
        if (!isFormatted(root)) {
            DurableFile.discardUnfinished(root.resolve(IDENTITY));
            format(root, identity);
            return;
        }
        var found = read(root);
        if (!found.equals(identity)) {
            throw wrong(
                    root,
                    "was formatted as replica "
                            + found.node()
                            + " of "
                            + found.members()
                            + " in fleet "
                            + found.fleet()
                            + ", not as replica "
                            + identity.node()
                            + " of "
                            + identity.members()
                            + " in fleet "
                            + identity.fleet()
                            + "; mount the right disk, or correct the configuration");
        }
    }

    /** Whether a folder was ever formatted. */
    public static boolean isFormatted(Path root) {
        return Files.isRegularFile(root.resolve(IDENTITY));
    }

    /**
     * Opens a formatted folder, for the caller alone.
     *
     * @param root the folder
     * @param fleet the fleet that it must belong to
     * @param group the log that it must belong to
     * @param node the replica that it must belong to
     * @throws StartException if it is not formatted, is another's, is in use, or has lost its log
     */
    public static StoreFolder open(Path root, FleetId fleet, LogGroup group, int node)
            throws StartException {
        if (!isFormatted(root)) {
            throw wrong(
                    root,
                    "is not formatted (there is no file "
                            + IDENTITY
                            + "), so it neither votes nor joins; format the log's stores together,"
                            + " or mount the disk that belongs here");
        }
        var identity = read(root);
        mustBe(root, "fleet", identity.fleet(), fleet);
        mustBe(root, "group", identity.members().name(), group.name());
        mustBe(root, "site", identity.log().site(), group.stream(1).site());
        mustBe(root, "node", identity.node(), node);
        try {
            var folder = new StoreFolder(root, identity, take(root));
            try {
                folder.prepare();
            } catch (IOException | StartException e) {
                folder.close();
                throw e;
            }
            return folder;
        } catch (IOException e) {
            throw new StartException(
                    StopReason.DISK_FAILED, "store " + root + " cannot be written: " + e, e);
        }
    }

    private static FolderLock take(Path root) throws IOException, StartException {
        return FolderLock.tryTake(root)
                .orElseThrow(() ->
                        new StartException(
                                StopReason.STORE_IN_USE,
                                "store "
                                        + root
                                        + " is in use: another process has the lock on "
                                        + root.resolve("lock")
                                        + "; nothing was changed: end that process first, or give"
                                        + " this one the folder that belongs to it"));
    }

    private void prepare() throws IOException, StartException {
        if (Files.exists(root.resolve(STARTED)) && !Files.isDirectory(engineGroup())) {
            throw wrong(
                    root,
                    "has run before, but its log "
                            + engineGroup()
                            + " is gone; put the disk back, or replace this replica by one with"
                            + " another id");
        }
        Files.createDirectories(engine());
        Files.createDirectories(applied());
    }

    /** Lets nobody else have the folder while this process lives, also when this is closed. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            lock.close();
        }
    }

    private static StoreIdentity read(Path root) throws StartException {
        try {
            return StoreIdentityCodec.decode(Files.readString(root.resolve(IDENTITY)));
        } catch (IOException | RuntimeException e) {
            throw new StartException(
                    StopReason.WRONG_STORE,
                    "store "
                            + root
                            + ": the file "
                            + IDENTITY
                            + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void mustBe(Path root, String what, Object is, Object expected)
            throws StartException {
        if (!is.equals(expected)) {
            throw wrong(
                    root,
                    "belongs to "
                            + what
                            + " "
                            + is
                            + ", but this process is of "
                            + what
                            + " "
                            + expected
                            + "; mount the right disk, or correct the configuration");
        }
    }

    private static StartException wrong(Path root, String what) {
        return new StartException(StopReason.WRONG_STORE, "store " + root + " " + what);
    }

    /** Notes that the engine's log has been made. Durable when it returns; idempotent. */
    public void markStarted() throws IOException {
        if (!Files.exists(root.resolve(STARTED))) {
            DurableFile.replace(root.resolve(STARTED), new byte[0]);
        }
    }

    /** What the folder was formatted as. */
    public StoreIdentity identity() {
        return identity;
    }

    /** The folder that the engine keeps its groups in. */
    public Path engine() {
        return root.resolve("raft");
    }

    /** The folder of the engine's group; there since the log was made. */
    public Path engineGroup() {
        return engine().resolve(identity.group().toString());
    }

    /** The folder for index and snapshots of what was applied. */
    public Path applied() {
        return root.resolve("applied");
    }

    /** The folder for what was cut off torn log tails; there once something was. */
    public Path torn() {
        return root.resolve("torn");
    }
}
