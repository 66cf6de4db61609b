package dev.homeport.local.adapter.os;

import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder with everything that a local fleet keeps, held by one launcher at a time: the kernel
 * lets go of the lock when the launcher ends, however it ends. Thread-safe.
 */
public final class StateFolder implements AutoCloseable {

    static final String LOCK_FILE = "launcher.lock";

    /** The kernel's locks do not keep two launchers of one JVM apart. */
    private static final Set<Path> HELD_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

    private static final String TOKEN_FILE = "launch-token";

    /** The output of a launcher that runs in the background; it is there before the launcher. */
    public static final String LAUNCHER_LOG = "launcher.log";

    private static final int TOKEN_BYTES = 16;
    private static final long MEBIBYTE = 1 << 20;

    private final Path path;
    private final Path realPath;
    private final FileChannel lock;
    private final String token;

    private StateFolder(Path path, Path realPath, FileChannel lock, String token) {
        this.path = path;
        this.realPath = realPath;
        this.lock = lock;
        this.token = token;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @param path the folder
     * @param leastFreeBytes how much room the disk must have
     * @param chance makes the folder's token the first time
     * @throws StartRefusedException if another launcher has it, it cannot be written, it holds
     *     something else, or the disk is nearly full
     */
    public static StateFolder open(Path path, long leastFreeBytes, SecureRandom chance)
            throws StartRefusedException {
        try {
            PrivateFiles.createFolder(path);
            if (!isOne(path) && holdsSomethingElse(path)) {
                throw new StartRefusedException(
                        path
                                + " holds something else than a fleet's state; use an empty or a"
                                + " new folder");
            }
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
                return new StateFolder(path, path.toRealPath(), lock, token(path, chance));
            } catch (IOException e) {
                HELD_BY_THIS_JVM.remove(path.toRealPath());
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

    /** Returns whether a folder has been used as a state folder. */
    public static boolean isOne(Path path) {
        return Files.exists(path.resolve(TOKEN_FILE)) || Files.exists(path.resolve(LOCK_FILE));
    }

    private static boolean holdsSomethingElse(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.anyMatch(entry -> !entry.getFileName().toString().equals(LAUNCHER_LOG));
        }
    }

    /** Returns what is in the folder besides that which makes it a state folder. */
    public List<Path> dataInIt() throws IOException {
        try (var entries = Files.list(path)) {
            return entries.filter(entry ->
                            !entry.endsWith(TOKEN_FILE)
                                    && !entry.endsWith(LOCK_FILE)
                                    && !entry.endsWith(LAUNCHER_LOG))
                    .toList();
        }
    }

    private static FileChannel takeLock(Path path) throws IOException, StartRefusedException {
        // Looked at before the file is opened: closing any channel on it would take the lock away
        // from the launcher of this JVM that has it.
        if (!HELD_BY_THIS_JVM.add(path.toRealPath())) {
            throw inUse(path);
        }
        var channel =
                FileChannel.open(
                        path.resolve(LOCK_FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            HELD_BY_THIS_JVM.remove(path.toRealPath());
            throw inUse(path);
        }
        return channel;
    }

    private static StartRefusedException inUse(Path path) throws IOException {
        return new StartRefusedException(
                "The state folder "
                        + path
                        + " is in use by "
                        + RunningLauncher.pidOf(path)
                                .map(pid -> "the launcher with pid " + pid)
                                .orElse("another launcher")
                        + "; end it with 'homeport down', or use another state folder");
    }

    private static String token(Path path, SecureRandom chance) throws IOException {
        var file = path.resolve(TOKEN_FILE);
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
        HELD_BY_THIS_JVM.remove(realPath);
    }
}
