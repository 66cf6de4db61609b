package dev.homeport.benchmarks.append;

import java.util.Optional;
import java.util.Set;

/**
 * What a run ran on, without any name by which the machine could be found. Immutable and
 * thread-safe.
 *
 * @param cores how many processors this JVM may use
 * @param memoryMebibytes the machine's memory
 * @param heapMebibytes the most that this JVM's heap may take
 * @param system operating system and its version
 * @param architecture of the processors
 * @param jdk the JDK's vendor and version
 * @param fileSystem type of the file system below the stores
 * @param disk {@code rotating} or {@code solid state} as the kernel says, which of a virtual disk
 *     need not be so; nothing where it does not say
 */
public record Machine(
        int cores,
        long memoryMebibytes,
        long heapMebibytes,
        String system,
        String architecture,
        String jdk,
        String fileSystem,
        Optional<String> disk) {

    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

    /** Whether the stores are in memory, so that an fsync makes nothing durable. */
    public boolean isMemory() {
        return MEMORY.contains(fileSystem);
    }
}
