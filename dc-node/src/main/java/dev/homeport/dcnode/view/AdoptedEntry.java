package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.Fact;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import java.util.Locale;

/**
 * An entry that no home had inherited, and how it ended. Immutable and thread-safe.
 *
 * @param position where this site's log has the adoption
 * @param adoption where the adoption stands
 * @param epoch the epoch of the home that adopted
 * @param original where it stood first
 * @param originalEpoch at which epoch
 * @param kind what it says
 * @param outcome how it ended
 */
public record AdoptedEntry(
        long position,
        EntryAddress adoption,
        Epoch epoch,
        EntryAddress original,
        Epoch originalEpoch,
        Kind kind,
        Outcome outcome) {

    /** What an adopted entry says. */
    public enum Kind {
        /** An account is there. */
        ACCOUNT,
        /** A message was sent. */
        MESSAGE;

        /** Of a fact that is adopted. */
        static Kind of(Fact.Adopted adopted) {
            return switch (adopted.fact()) {
                case Fact.AccountRegistered _ -> ACCOUNT;
                case Fact.MessageSent _ -> MESSAGE;
                case Fact.MessageDelivered _, Fact.Adopted _ ->
                        throw new IllegalArgumentException("not adopted: " + adopted.fact());
            };
        }

        /** Its name in lists. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an adoption ended; every site's judge says the same. */
    public enum Outcome {
        /** It took effect by the adoption. */
        ADOPTED,
        /** It had effect already: its client had repeated it at the new home. */
        REPEATED;

        /** Its name in lists. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
