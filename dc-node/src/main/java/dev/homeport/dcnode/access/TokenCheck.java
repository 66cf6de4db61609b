package dev.homeport.dcnode.access;

/** Tells whom a token names, from the fleet's public keys alone. Thread-safe; does not block. */
@FunctionalInterface
public interface TokenCheck {

    /** What a token is worth. */
    sealed interface Result {

        /**
         * It is signed by the fleet and has not expired.
         *
         * @param caller whom it names
         */
        record Valid(Caller caller) implements Result {}

        /**
         * It is worth nothing.
         *
         * @param reason why, without a word of what it says
         */
        record Invalid(String reason) implements Result {}
    }

    /** Checks a token. */
    Result check(String token);
}
