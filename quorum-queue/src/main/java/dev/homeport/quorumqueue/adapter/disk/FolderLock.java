package dev.homeport.quorumqueue.adapter.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder for one user of it: against other processes by a lock of the system, which ends
 * with the process, and against others in this JVM, for which that lock does not hold. Thread-safe.
 */
final class FolderLock implements AutoCloseable {

    private static final Set<Path> HELD_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock; empty when somebody has it. Does not wait.
     *
     * @throws IOException if the lock's file cannot be written
     */
    static Optional<FolderLock> tryTake(Path root) throws IOException {
        var folder = root.toRealPath();
        // Looked at before the file is opened: the system takes the process's lock away when any
        // channel on the file is closed, also another one.
        if (!HELD_BY_THIS_JVM.add(folder)) {
            return Optional.empty();
        }
        var taken = Optional.<FolderLock>empty();
        try {
            taken = lockFile(folder);
        } finally {
            if (taken.isEmpty()) {
                HELD_BY_THIS_JVM.remove(folder);
            }
        }
        return taken;
    }

    private static Optional<FolderLock> lockFile(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new FolderLock(folder, channel));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_BY_THIS_JVM.remove(folder);
        }
    }
}
