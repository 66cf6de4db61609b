package dev.homeport.controlplane.record;

import dev.homeport.vocabulary.SiteId;
import java.util.TreeMap;

/**
 * A site is lost, and an operator is to decide whether it is taken over.
 *
 * @param site the site
 * @param proposal why and since when
 */
public record TakeoverProposed(SiteId site, Proposal proposal) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        if (state.proposals().containsKey(site)) {
            throw new BrokenRuleException(
                    "proposal: the takeover of " + site + " is proposed already");
        }
        var proposals = new TreeMap<>(state.proposals());
        proposals.put(site, proposal);
        return state.with(proposals);
    }
}
