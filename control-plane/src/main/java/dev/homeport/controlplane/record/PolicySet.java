package dev.homeport.controlplane.record;

import dev.homeport.controlplane.topology.Policy;

/**
 * From now on this is the policy.
 *
 * @param policy the policy
 */
public record PolicySet(Policy policy) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var longestBefore =
                state.policy().map(p -> p.isolationBudgets().longestTtlMillis()).orElse(0L);
        if (policy.isolationBudgets().longestTtlMillis() < longestBefore) {
            throw new BrokenRuleException(
                    "policy: the longest isolation budget ever set is "
                            + longestBefore
                            + " ms and never becomes shorter: a witness that lost its memory waits"
                            + " for it");
        }
        return state.with(policy);
    }
}
