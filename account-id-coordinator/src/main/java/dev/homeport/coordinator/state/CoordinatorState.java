package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.ClaimDecider;
import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.coordinator.grant.GrantSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Steps the coordinator's state by the commands of its log: decide, record, replay, one position at
 * a time. Every voter that applies the same log gets the same state and the same replies. Used by
 * one thread.
 */
public final class CoordinatorState {

    private final CoordinatorStore store;
    private final ClaimDecider claims;
    private final GrantLedger ledger;

    /**
     * Goes on where a store stands.
     *
     * @param store the store, which nobody else writes to
     */
    public CoordinatorState(CoordinatorStore store) {
        this.store = store;
        this.claims = new ClaimDecider(store);
        this.ledger = new GrantLedger(store.grants());
    }

    /** Up to which position everything is applied. */
    public long appliedPosition() {
        return store.appliedPosition();
    }

    /**
     * Applies the command at the next position.
     *
     * @return what its caller is to be told
     * @throws IllegalStateException if the position is not the next one
     */
    public CoordinatorReply apply(long position, CoordinatorCommand command) {
        if (position != store.appliedPosition() + 1) {
            throw new IllegalStateException(
                    "position " + position + " does not follow " + store.appliedPosition());
        }
        return switch (command) {
            case CoordinatorCommand.Grant(var request) -> {
                var decision = ledger.decide(request);
                decision.records().forEach(ledger::replay);
                var changed =
                        decision.records().isEmpty()
                                ? Optional.<GrantSnapshot>empty()
                                : Optional.of(ledger.snapshot());
                store.apply(position, new CoordinatorStore.Effects(List.of(), changed));
                yield new CoordinatorReply.Grant(decision.reply());
            }
            case CoordinatorCommand.Claim(var claim) -> {
                var decision = claims.decide(claim);
                store.apply(
                        position,
                        new CoordinatorStore.Effects(decision.records(), Optional.empty()));
                yield new CoordinatorReply.Claim(decision.reply());
            }
        };
    }

    /**
     * Passes an entry that holds no command.
     *
     * @throws IllegalStateException if the position is not the next one
     */
    public void skip(long position) {
        store.apply(position, new CoordinatorStore.Effects(List.of(), Optional.empty()));
    }
}
