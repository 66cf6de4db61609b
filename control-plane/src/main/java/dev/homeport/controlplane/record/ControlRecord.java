package dev.homeport.controlplane.record;

/**
 * One thing that the control plane has decided. State changes by records and by nothing else, the
 * same way on every replica. A further kind of decision is a further record: it says itself what it
 * does to the state, and the replay does not know kinds. Values are immutable and thread-safe.
 */
public sealed interface ControlRecord
        permits TopologySet,
                PolicySet,
                TableCommitted,
                NativeHomesSet,
                MoveBegun,
                MoveAborting,
                MoveEnded,
                TakeoverProposed,
                TakeoverWithdrawn {

    /**
     * The state that this record makes of another.
     *
     * @throws BrokenRuleException if a rule forbids this record after that state
     */
    ControlState applyTo(ControlState state) throws BrokenRuleException;
}
