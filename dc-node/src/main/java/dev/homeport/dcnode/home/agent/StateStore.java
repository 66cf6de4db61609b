package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.witness.WitnessState;

/** Where a witness keeps its state. Used by one thread. */
public interface StateStore {

    /**
     * Makes a state durable: when this returns, it is on disk and fsynced.
     *
     * @throws WriteRefusedException if nothing was written, for example because the disk is full;
     *     what was durable before still is, and it may be tried again
     * @throws StoreFailedException if it is not known what is durable: the process must stop
     */
    void persist(WitnessState state) throws WriteRefusedException, StoreFailedException;

    /** The disk took nothing, but lost nothing either. */
    final class WriteRefusedException extends Exception {

        private static final long serialVersionUID = 1;

        /** Makes the exception. */
        public WriteRefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store can be relied on no more, for example after a failed fsync. */
    final class StoreFailedException extends Exception {

        private static final long serialVersionUID = 1;

        /** Makes the exception. */
        public StoreFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
