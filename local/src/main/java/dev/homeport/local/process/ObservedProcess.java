package dev.homeport.local.process;

import java.util.Optional;

/**
 * A process that was seen on the machine. Immutable and thread-safe.
 *
 * @param fingerprint which one
 * @param mark what the launcher had put into its environment, or nothing if there is no such thing
 *     or it may not be read
 * @param command its command line, shortened, for people
 */
public record ObservedProcess(
        ProcessFingerprint fingerprint, Optional<LaunchMark> mark, String command) {}
