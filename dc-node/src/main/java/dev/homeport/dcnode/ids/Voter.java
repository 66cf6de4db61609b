package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One voter of the coordinator. Every ask may be repeated: it takes effect once. Thread-safe;
 * stages complete normally, by threads that must not be blocked.
 */
public interface Voter {

    /**
     * What became of an operation on a claim.
     *
     * @param outcome what
     * @param holder whom the same request has the name for, when that is another account
     */
    record Claimed(ClaimOutcome outcome, Optional<AccountId> holder) {}

    /** The node that carries it. */
    NodeName name();

    /**
     * Asks for a range of numbers for this site.
     *
     * @param demand how many, and the id of the request
     * @param deadline how long to wait
     */
    CompletionStage<VoterAnswer<IdRange>> grant(
            AllocationSnapshot.Demand demand, Duration deadline);

    /**
     * Reserves a name, or confirms that an account owns it.
     *
     * @param operation which
     * @param deadline how long to wait
     */
    CompletionStage<VoterAnswer<Claimed>> claim(
            ClaimCommand.Operation operation, Duration deadline);
}
