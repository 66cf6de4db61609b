package dev.homeport.quorumqueue;

/**
 * Why a replica stopped by itself, or refused to start. None of these mends itself by going on, so
 * the process that carries the replica ends with the reason's exit code.
 */
public enum StopReason {
    /** Bad configuration: a value is missing or has not the form that it needs. */
    BAD_CONFIGURATION(64),
    /** The folder is not formatted, or belongs to another fleet, site, node or store. */
    WRONG_STORE(65),
    /** Bytes on disk are not what was written, anywhere but in the torn end of the newest file. */
    CORRUPT_STORE(66),
    /** A committed entry has a type or format version that this release does not know. */
    UNKNOWN_ENTRY(67),
    /** The judge could not judge a committed entry, or read its own snapshot. */
    JUDGE_FAILED(68),
    /** A write or an fsync failed: what is durable is not known any more. */
    DISK_FAILED(69),
    /** The consensus engine gave up, for a reason of its own. */
    ENGINE_FAILED(70),
    /** Another process, or another replica in this one, has the folder open. */
    STORE_IN_USE(71);

    private final int exitCode;

    StopReason(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Whether starting again cannot help before somebody has mended something. */
    public boolean isFinal() {
        return switch (this) {
            case BAD_CONFIGURATION, WRONG_STORE, CORRUPT_STORE, UNKNOWN_ENTRY, JUDGE_FAILED -> true;
            case DISK_FAILED, ENGINE_FAILED, STORE_IN_USE -> false;
        };
    }

    /** The exit code of a process that ends for this reason. */
    public int exitCode() {
        return exitCode;
    }
}
