package dev.homeport.regionrouter.route;

import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;

/** Whose route is asked for. Values are immutable and thread-safe; their text is the bare value. */
public sealed interface Subject {

    /**
     * Whoever is at an address and has no account yet.
     *
     * @param ip the address
     */
    record Address(IpAddress ip) implements Subject {
        @Override
        public String toString() {
            return ip.toString();
        }
    }

    /**
     * An account.
     *
     * @param id its id
     */
    record Account(AccountId id) implements Subject {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * The account that owns a handle.
     *
     * @param handle the handle
     */
    record OfHandle(Handle handle) implements Subject {
        @Override
        public String toString() {
            return handle.text();
        }
    }

    /**
     * Reads an address.
     *
     * @throws InvalidInput if the text is no IP address literal
     */
    static Subject ip(String text) {
        return new Address(IpAddress.parse(text));
    }

    /**
     * Reads an account id.
     *
     * @throws InvalidInput if the text is no account id
     */
    static Subject account(String text) {
        try {
            return new Account(AccountId.parse(text));
        } catch (IllegalArgumentException e) {
            var largest = (1L << (AccountId.SEQUENCE_BITS + ShardId.BITS)) - 1;
            var refused =
                    new InvalidInput(
                            "account",
                            text,
                            "is not an account id",
                            "use a whole number from 1 to " + largest);
            refused.initCause(e);
            throw refused;
        }
    }

    /**
     * Reads a handle.
     *
     * @throws InvalidInput if the text cannot be a handle
     */
    static Subject handle(String text) {
        return new OfHandle(Handle.parse(text));
    }
}
