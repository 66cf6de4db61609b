package dev.homeport.dcnode.logic.append;

import dev.homeport.dcnode.entry.Fact;
import dev.homeport.quorumqueue.EntryAddress;
import java.util.Optional;

/** What became of a fact. */
public sealed interface AppendOutcome {

    /**
     * It is in the log, effective and acknowledged.
     *
     * @param address where it stands
     */
    record Acknowledged(EntryAddress address) implements AppendOutcome {}

    /**
     * The same request was taken before.
     *
     * @param first where the first one stands
     * @param kept what was taken then, which is what holds; empty when it is no longer in the log
     */
    record Repeated(EntryAddress first, Optional<Fact> kept) implements AppendOutcome {}

    /**
     * It was not, or perhaps not, taken.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements AppendOutcome {}
}
