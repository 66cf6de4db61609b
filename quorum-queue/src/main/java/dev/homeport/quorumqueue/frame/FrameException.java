package dev.homeport.quorumqueue.frame;

/** Bytes that are no frame that this release can read. */
public final class FrameException extends Exception {

    /** What is wrong with the bytes. */
    public enum Fault {
        /** They are not what was written. */
        DAMAGED,
        /** They are of a version or kind that this release does not know. */
        UNKNOWN
    }

    private final Fault fault;

    FrameException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What is wrong with the bytes. */
    public Fault fault() {
        return fault;
    }
}
