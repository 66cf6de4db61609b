package dev.homeport.local.process;

/**
 * What tells one process from every other that ever had the same number. Immutable and thread-safe.
 *
 * @param pid its number, which the system uses again
 * @param bootId the boot of the machine that it belongs to
 * @param startTicks when it was started, in clock ticks since that boot
 */
public record ProcessFingerprint(long pid, String bootId, long startTicks) {}
