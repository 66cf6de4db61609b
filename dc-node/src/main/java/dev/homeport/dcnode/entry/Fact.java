package dev.homeport.dcnode.entry;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;

/** What a shard entry says. Every fact is about one account, whose shard is the entry's. */
public sealed interface Fact {

    /** The account whose shard the fact belongs to. */
    AccountId subject();

    /** Which kind of entry it makes. */
    EntryType type();

    /** What takes effect by it: of an adoption what it adopts, else the fact itself. */
    default Fact stated() {
        return this;
    }

    /**
     * An account exists from here on.
     *
     * @param account its id, from a range granted to the home
     * @param handle its handle, claimed for it
     */
    record AccountRegistered(AccountId account, Handle handle) implements Fact {
        @Override
        public AccountId subject() {
            return account;
        }

        @Override
        public EntryType type() {
            return EntryType.ACCOUNT_REGISTERED;
        }
    }

    /**
     * An account sends a message to another. The id of the message is the id of the entry.
     *
     * @param sender the account that sends, whose home appends
     * @param recipient the account that is to get it
     * @param text what it says
     */
    record MessageSent(AccountId sender, AccountId recipient, MessageText text) implements Fact {
        @Override
        public AccountId subject() {
            return sender;
        }

        @Override
        public EntryType type() {
            return EntryType.MESSAGE_SENT;
        }
    }

    /**
     * A message takes the next place in its recipient's inbox.
     *
     * @param message id of the message
     * @param recipient the account that gets it, whose home appends
     */
    record MessageDelivered(DerivedId message, AccountId recipient) implements Fact {
        @Override
        public AccountId subject() {
            return recipient;
        }

        @Override
        public EntryType type() {
            return EntryType.MESSAGE_DELIVERED;
        }
    }

    /**
     * A home takes over what an earlier home of the shard had acknowledged and no later one had
     * inherited. Its entry has the id of the one that it adopts, so that whoever adopts again
     * repeats it, and that one's time.
     *
     * @param original where the fact stood first
     * @param originalEpoch the epoch that it carried there
     * @param fact what it says: an account or a message. A delivery is not adopted: the message is
     *     undelivered again, and the new home finds it a place of its own
     */
    record Adopted(EntryAddress original, Epoch originalEpoch, Fact fact) implements Fact {

        /**
         * Makes an adoption.
         *
         * @throws IllegalArgumentException if the fact is of a kind that is not adopted, or the
         *     epoch is none
         */
        public Adopted {
            if (!(fact instanceof AccountRegistered || fact instanceof MessageSent)) {
                throw new IllegalArgumentException(
                        "adopted: a fact of type " + fact.type() + " is not adopted");
            }
            if (originalEpoch.equals(Epoch.NONE)) {
                throw new IllegalArgumentException(
                        "originalEpoch: an adopted entry had an epoch of 1 or more");
            }
        }

        @Override
        public AccountId subject() {
            return fact.subject();
        }

        @Override
        public EntryType type() {
            return EntryType.ADOPTED;
        }

        @Override
        public Fact stated() {
            return fact;
        }
    }
}
