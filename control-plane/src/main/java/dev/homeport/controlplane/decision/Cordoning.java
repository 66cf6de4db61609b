package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

/** Puts cordons around sites and lifts them. Stateless. */
public final class Cordoning {

    private Cordoning() {}

    /**
     * Decides on a cordon.
     *
     * @param state what stands
     * @param name the site
     * @param cordoned whether it is to be cordoned, or its cordon lifted
     * @param why in a sentence
     */
    public static Ruling decide(ControlState state, SiteId name, boolean cordoned, String why) {
        if (state.topology().isEmpty()) {
            return new Ruling.Refused(
                    ErrorCode.UNAVAILABLE, "topology: the fleet has not begun; ask again later");
        }
        var topology = state.topology().get();
        var site = topology.site(name);
        if (site.isEmpty()) {
            return new Ruling.Refused(
                    ErrorCode.NOT_FOUND,
                    "site: " + name + " is none of " + topology.names() + "; use one of them");
        }
        var wanted = cordoned ? SiteState.CORDONED : SiteState.IN_SERVICE;
        if (site.get().state() == wanted) {
            return new Ruling.Standing();
        }
        if (site.get().state().isEmptied()) {
            return new Ruling.Refused(
                    ErrorCode.CONFLICT,
                    "site: "
                            + name
                            + (site.get().state() == SiteState.EVACUATED
                                    ? " is evacuated"
                                    : " was taken over")
                            + " and given nothing anyway; fail it back to put it in"
                            + " service");
        }
        return new Ruling.Granted(
                List.of(new TopologySet(topology.with(site.get().as(wanted)))),
                name + (cordoned ? " is cordoned: " : " is no longer cordoned: ") + why);
    }
}
