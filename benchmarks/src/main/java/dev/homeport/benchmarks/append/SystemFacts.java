package dev.homeport.benchmarks.append;

/**
 * What is to be known of a system before its numbers are compared with another's. Immutable and
 * thread-safe.
 *
 * @param name its name in reports
 * @param version its version
 * @param transport how its replicas and its client talk
 * @param acknowledges what has happened when it acknowledges
 * @param syncing how it is set to get entries onto the disk
 * @param syncsFirst whether a majority of its replicas has called fsync before it acknowledges
 * @param diskBytesAtStart what all replicas take on disk before the first entry, at most
 * @param diskBytesPerEntry what an entry takes on the disks of all replicas, at most
 */
public record SystemFacts(
        String name,
        String version,
        String transport,
        String acknowledges,
        String syncing,
        boolean syncsFirst,
        long diskBytesAtStart,
        long diskBytesPerEntry) {}
