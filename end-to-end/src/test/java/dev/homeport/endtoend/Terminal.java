package dev.homeport.endtoend;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A terminal without a screen: a pseudo terminal of the kernel, asked for at the C library itself,
 * so that no program for it has to be installed. For one process, and one thread.
 */
final class Terminal implements AutoCloseable {

    private static final int READ_AND_WRITE = 2;
    private static final int NOT_OURS = 0x100;
    private static final int PIECE_BYTES = 4_096;
    private static final int LONGEST_NAME = 128;

    private static final MethodHandle OPEN = function("posix_openpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle GRANT = function("grantpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLOCK = function("unlockpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME =
            function("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle READ =
            function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

    private final int descriptor;
    private final Path device;

    private Terminal(int descriptor, Path device) {
        this.descriptor = descriptor;
        this.device = device;
    }

    @SuppressWarnings("restricted") // the functions and what they take are those of POSIX
    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    static Terminal open() {
        try (var arena = Arena.ofConfined()) {
            var descriptor = (int) OPEN.invokeExact(READ_AND_WRITE | NOT_OURS);
            var name = arena.allocate(LONGEST_NAME);
            if (descriptor < 0
                    || (int) GRANT.invokeExact(descriptor) != 0
                    || (int) UNLOCK.invokeExact(descriptor) != 0
                    || (int) NAME.invokeExact(descriptor, name, (long) LONGEST_NAME) != 0) {
                throw new AssertionError("the kernel gives no pseudo terminal");
            }
            return new Terminal(descriptor, Path.of(name.getString(0)));
        } catch (Throwable e) {
            throw new AssertionError("no pseudo terminal", e);
        }
    }

    /** What a process opens to be on this terminal. */
    Path device() {
        return device;
    }

    /** Reads what a process writes until it ends, which it is made to at the bound. */
    String readToEnd(Process process, Duration bound) {
        var _ =
                process.onExit()
                        .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> process.destroyForcibly());
        var all = new ByteArrayOutputStream();
        try (var arena = Arena.ofConfined()) {
            var piece = arena.allocate(PIECE_BYTES);
            long count;
            // When nobody has the device open any more, reading fails.
            while ((count = (long) READ.invokeExact(descriptor, piece, (long) PIECE_BYTES)) > 0) {
                all.writeBytes(bytes(piece, count));
            }
        } catch (Throwable e) {
            throw new AssertionError("the terminal cannot be read", e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(MemorySegment piece, long count) {
        return piece.asSlice(0, count).toArray(JAVA_BYTE);
    }

    @Override
    public void close() {
        try {
            var _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new AssertionError("the terminal cannot be closed", e);
        }
    }
}
