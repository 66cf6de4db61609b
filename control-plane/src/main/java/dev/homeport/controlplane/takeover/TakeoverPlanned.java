package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.decision.Plan;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.Set;

/** What comes of planning a takeover. Values are immutable and thread-safe. */
public sealed interface TakeoverPlanned {

    /**
     * It can be done.
     *
     * @param plan how
     * @param receipt what it may leave behind
     * @param target who gets the lost site's shards and newcomers
     * @param overtaken the open moves that end with it
     */
    record Possible(Plan plan, Receipt receipt, SiteId target, Set<MoveId> overtaken)
            implements TakeoverPlanned {

        /** Makes a value. */
        public Possible {
            overtaken = Set.copyOf(overtaken);
        }
    }

    /**
     * There is nothing to take over.
     *
     * @param why in a sentence
     */
    record Already(String why) implements TakeoverPlanned {}

    /**
     * It cannot be done.
     *
     * @param code why, in one word
     * @param reason why, in a sentence with the mend
     */
    record Refused(ErrorCode code, String reason) implements TakeoverPlanned {}
}
