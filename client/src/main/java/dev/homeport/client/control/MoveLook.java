package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A move as the control plane sees it. Immutable.
 *
 * @param id its name
 * @param kind which way
 * @param site whose homes
 * @param phase how far it is
 * @param tableVersion the version of the routing table that it has led to
 * @param transfers what goes where, and what each still waits for
 * @param by who asked for it
 * @param reason why, as was said then
 * @param why why it was taken back, if it was
 * @param receipt what a takeover leaves behind; nothing of other moves
 * @param beganMillis when it began, in milliseconds since 1970
 * @param endedMillis when it ended, if it has
 * @param state what stands for all of this when a change of it is waited for, if it has that
 */
public record MoveLook(
        String id,
        MoveKind kind,
        SiteId site,
        Phase phase,
        long tableVersion,
        List<Part> transfers,
        String by,
        String reason,
        Optional<String> why,
        Optional<Receipt> receipt,
        long beganMillis,
        OptionalLong endedMillis,
        Optional<String> state) {

    /** Makes a look. */
    public MoveLook {
        transfers = List.copyOf(transfers);
    }

    /** How far a move is. */
    public enum Phase {
        /** It is under way. */
        MOVING,
        /** It is being taken back. */
        ABORTING,
        /** Every home is where it was to go. */
        DONE,
        /** Every home is back where it was. */
        ABORTED,
        /** A takeover came in between, and says where the homes are. */
        OVERTAKEN;

        /** The word that the control plane has for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The phase that a word stands for, if there is one. */
        public static Optional<Phase> of(String word) {
            return Arrays.stream(values()).filter(phase -> phase.word().equals(word)).findFirst();
        }

        /** Tells whether nothing more will happen. */
        public boolean hasEnded() {
            return this != MOVING && this != ABORTING;
        }
    }

    /**
     * A transfer and how far it is.
     *
     * @param transfer what goes where
     * @param state {@code waits-for-closing}, {@code waits-for-opening}, {@code waits-for-lease} or
     *     {@code open}; a newer control plane may have other words
     * @param detail what it waits for, in a sentence, if that is known
     */
    public record Part(Transfer transfer, String state, Optional<String> detail) {}
}
