package dev.homeport.quorumqueue.adapter.disk;

import java.io.IOException;

/** Tells in which of the engine's terms a record of its log was written. */
@FunctionalInterface
public interface LogTerms {

    /**
     * The term of a record that is in the log.
     *
     * @throws IOException if it cannot be read
     */
    long termAt(long engineIndex) throws IOException;
}
