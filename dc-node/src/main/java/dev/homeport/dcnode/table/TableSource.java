package dev.homeport.dcnode.table;

import java.time.Duration;

/** One control-plane replica that can be asked for tables. Thread-safe. */
public interface TableSource {

    /** The replica in words, such as {@code canada/4}. */
    String name();

    /**
     * Begins to watch; does not wait for the replica.
     *
     * @param knownVersion only tables above this version are wanted
     */
    Watch watch(long knownVersion);

    /** A watch under way. Used by one thread, except for closing it. */
    interface Watch extends AutoCloseable {

        /**
         * Waits for the next news.
         *
         * @throws Silence if the watch has ended or nothing was heard for so long
         * @throws InterruptedException if the thread was interrupted
         */
        TableNews next(Duration atMost) throws Silence, InterruptedException;

        /** Ends it; whoever waits for news hears {@link Silence}. Idempotent. */
        @Override
        void close();
    }

    /** Nothing more is heard on a watch; the text says why. */
    final class Silence extends Exception {

        private static final long serialVersionUID = 1;

        /** Makes the exception. */
        public Silence(String message) {
            super(message);
        }
    }
}
