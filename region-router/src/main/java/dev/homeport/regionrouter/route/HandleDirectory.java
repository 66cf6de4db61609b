package dev.homeport.regionrouter.route;

import dev.homeport.vocabulary.AccountId;

/**
 * Knows which account owns a handle. Implementations are thread-safe, may block, and give up within
 * a deadline of their own.
 */
@FunctionalInterface
public interface HandleDirectory {

    /** The owner of a handle. */
    Lookup find(Handle handle);

    /** A directory for a process that has been given none. */
    static HandleDirectory none() {
        return handle -> new Lookup.Unavailable("this process knows no directory of handles");
    }

    /** What comes of a search. Values are immutable and thread-safe. */
    sealed interface Lookup {

        /**
         * Somebody owns the handle.
         *
         * @param account who
         */
        record Found(AccountId account) implements Lookup {}

        /** Nobody owns the handle. */
        record Nobody() implements Lookup {}

        /**
         * The directory cannot tell now.
         *
         * @param why the cause, as a part of a sentence
         */
        record Unavailable(String why) implements Lookup {}
    }
}
