package dev.homeport.local.adapter.os;

import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The folder with everything that a local fleet keeps, held by one launcher at a time: the kernel
 * lets go of the lock when the launcher ends, however it ends. Thread-safe.
 */
public final class StateFolder implements AutoCloseable {

    static final String LOCK_FILE = "launcher.lock";

    private static final int TOKEN_BYTES = 16;
    private static final long MEBIBYTE = 1 << 20;

    private final Path path;
    private final FileChannel lock;
    private final String token;

    private StateFolder(Path path, FileChannel lock, String token) {
        this.path = path;
        this.lock = lock;
        this.token = token;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @param path the folder
     * @param leastFreeBytes how much room the disk must have
     * @param chance makes the folder's token the first time
     * @throws StartRefusedException if another launcher has it, it cannot be written, or the disk
     *     is nearly full
     */
    public static StateFolder open(Path path, long leastFreeBytes, SecureRandom chance)
            throws StartRefusedException {
        try {
            PrivateFiles.createFolder(path);
            var free = Files.getFileStore(path).getUsableSpace();
            if (free < leastFreeBytes) {
                throw new StartRefusedException(
                        "The disk under "
                                + path
                                + " has "
                                + free / MEBIBYTE
                                + " MiB left and "
                                + leastFreeBytes / MEBIBYTE
                                + " MiB are needed; make room, or use another state folder");
            }
            var lock = takeLock(path);
            try {
                return new StateFolder(path, lock, token(path, chance));
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The state folder "
                            + path
                            + " cannot be written ("
                            + e.getClass().getSimpleName()
                            + ": "
                            + e.getMessage()
                            + "); mend that, or use another one",
                    e);
        }
    }

    private static FileChannel takeLock(Path path) throws IOException, StartRefusedException {
        var file = path.resolve(LOCK_FILE);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                var self = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another launcher in this very JVM has it.
            channel.close();
            throw inUse(path, file);
        }
        channel.close();
        throw inUse(path, file);
    }

    private static StartRefusedException inUse(Path path, Path file) throws IOException {
        var holder = Files.readString(file).strip();
        return new StartRefusedException(
                "The state folder "
                        + path
                        + " is in use by the launcher with pid "
                        + holder
                        + "; end it with 'homeport down', or use another state folder");
    }

    private static String token(Path path, SecureRandom chance) throws IOException {
        var file = path.resolve("launch-token");
        if (!Files.exists(file)) {
            var bytes = new byte[TOKEN_BYTES];
            chance.nextBytes(bytes);
            PrivateFiles.write(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }

    /** Returns the folder itself. */
    public Path path() {
        return path;
    }

    /** Returns the folder's secret token: what marks its processes. */
    public String token() {
        return token;
    }

    /** Returns the folder with the pid files. */
    public Path pidFolder() {
        return path.resolve("pids");
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
