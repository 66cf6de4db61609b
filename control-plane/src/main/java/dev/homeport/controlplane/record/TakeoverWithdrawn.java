package dev.homeport.controlplane.record;

import dev.homeport.vocabulary.SiteId;
import java.util.TreeMap;

/**
 * A takeover is no longer proposed.
 *
 * @param site the site
 * @param why in a sentence
 */
public record TakeoverWithdrawn(SiteId site, String why) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var proposals = new TreeMap<>(state.proposals());
        if (proposals.remove(site) == null) {
            throw new BrokenRuleException("proposal: no takeover of " + site + " is proposed");
        }
        return state.with(proposals);
    }
}
