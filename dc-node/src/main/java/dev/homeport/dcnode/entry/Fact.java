package dev.homeport.dcnode.entry;

import dev.homeport.vocabulary.AccountId;

/** What a shard entry says. Every fact is about one account, whose shard is the entry's. */
public sealed interface Fact {

    /** The account whose shard the fact belongs to. */
    AccountId subject();

    /** Which kind of entry it makes. */
    EntryType type();

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
}
