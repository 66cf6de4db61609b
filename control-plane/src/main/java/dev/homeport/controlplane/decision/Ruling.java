package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.vocabulary.ErrorCode;
import java.util.List;

/** What comes of a wish. Values are immutable and thread-safe. */
public sealed interface Ruling {

    /**
     * These records grant it.
     *
     * @param records what to record
     * @param reason why, in a sentence
     */
    record Granted(List<ControlRecord> records, String reason) implements Ruling {

        /** Makes a ruling. */
        public Granted {
            records = List.copyOf(records);
        }
    }

    /** It stands already. */
    record Standing() implements Ruling {}

    /**
     * It is not granted.
     *
     * @param code why, in one word
     * @param reason why, in a sentence with the mend
     */
    record Refused(ErrorCode code, String reason) implements Ruling {}
}
