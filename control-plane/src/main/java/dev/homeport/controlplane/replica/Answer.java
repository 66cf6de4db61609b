package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.record.ControlState;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import java.util.Optional;

/** What becomes of a wish that a replica was handed. Values are immutable and thread-safe. */
public sealed interface Answer {

    /**
     * It is recorded, durably.
     *
     * @param after what stands now
     */
    record Recorded(ControlState after) implements Answer {}

    /**
     * Nothing had to be recorded: it stands already, or was recorded before under the same id.
     *
     * @param state what stands now
     */
    record Standing(ControlState state) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param code why, in one word
     * @param why in a sentence with the mend
     */
    record Refused(ErrorCode code, String why) implements Answer {}

    /**
     * Nothing was done, because another replica decides.
     *
     * @param leader which, as far as this one knows
     */
    record NotLeader(Optional<NodeName> leader) implements Answer {}

    /**
     * It may be recorded, or become so, or not: ask again under the same id.
     *
     * @param why in a sentence
     */
    record Unknown(String why) implements Answer {}
}
