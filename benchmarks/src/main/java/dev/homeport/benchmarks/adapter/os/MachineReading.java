package dev.homeport.benchmarks.adapter.os;

import com.sun.management.OperatingSystemMXBean;
import dev.homeport.benchmarks.append.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a run runs on. Stateless. */
public final class MachineReading {

    private static final long MEBIBYTE = 1024L * 1024;

    /** Where Linux describes block devices, by their numbers. */
    private static final Path BLOCK_DEVICES = Path.of("/sys/dev/block");

    private MachineReading() {}

    /**
     * Reads it.
     *
     * @param folder where the stores are
     * @throws IOException if the folder cannot be looked at
     */
    public static Machine of(Path folder) throws IOException {
        var runtime = Runtime.getRuntime();
        var memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                        ? bean.getTotalMemorySize()
                        : 0;
        return new Machine(
                runtime.availableProcessors(),
                memory / MEBIBYTE,
                runtime.maxMemory() / MEBIBYTE,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                Files.getFileStore(folder).type(),
                disk(folder));
    }

    private static Optional<String> disk(Path folder) {
        try {
            if (Files.getAttribute(folder, "unix:dev") instanceof Long number) {
                var device = BLOCK_DEVICES.resolve(major(number) + ":" + minor(number));
                var own = device.resolve("queue/rotational");
                // A partition has its disk's queue: the folder above.
                var queue =
                        Files.exists(own)
                                ? own
                                : device.toRealPath().resolveSibling("queue/rotational");
                return switch (Files.readString(queue).strip()) {
                    case "0" -> Optional.of("solid state");
                    case "1" -> Optional.of("rotating");
                    default -> Optional.empty();
                };
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Not on Linux, or on a file system without a device: then nobody says.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static long major(long device) {
        return (device >> 8 & 0xfff) | (device >> 32 & ~0xfffL);
    }

    private static long minor(long device) {
        return (device & 0xff) | (device >> 12 & 0xfff00);
    }
}
