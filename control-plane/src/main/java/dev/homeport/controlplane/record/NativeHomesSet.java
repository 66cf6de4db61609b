package dev.homeport.controlplane.record;

import dev.homeport.controlplane.move.NativeHomes;

/**
 * These shards are each site's own, for good.
 *
 * @param natives whose shards are whose
 */
public record NativeHomesSet(NativeHomes natives) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        if (!state.natives().isEmpty() && !state.natives().equals(natives)) {
            throw new BrokenRuleException(
                    "natives: which shards are whose own is recorded once and stays");
        }
        return state.with(natives);
    }
}
