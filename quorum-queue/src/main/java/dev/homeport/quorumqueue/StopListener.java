package dev.homeport.quorumqueue;

/** Hears that a replica has stopped by itself. Called once, by any thread. */
@FunctionalInterface
public interface StopListener {

    /**
     * The replica has stopped: it votes, applies and acknowledges nothing any more. The process
     * should end with {@link StopReason#exitCode}.
     *
     * @param reason why, in one word
     * @param detail why, in a sentence that names the file, entry or value and the mend
     */
    void stopped(StopReason reason, String detail);
}
