package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Proposal;
import dev.homeport.controlplane.record.TakeoverProposed;
import dev.homeport.controlplane.record.TakeoverWithdrawn;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the control plane does by itself about sites that are lost. Stateless. */
public final class Automation {

    private Automation() {}

    /** Something that is due. */
    public sealed interface Step {

        /** The site that it is about. */
        SiteId site();
    }

    /**
     * An operator is to be told, or to be told that it is over.
     *
     * @param site the site
     */
    public record Note(SiteId site) implements Step {}

    /**
     * The site is to be taken over.
     *
     * @param wish how
     */
    public record TakeOver(TakeoverWish wish) implements Step {

        @Override
        public SiteId site() {
            return wish.lost();
        }
    }

    /**
     * What is due.
     *
     * @param state what stands
     * @param health how sites are doing
     * @param by who decides, as it stands in the records
     */
    public static List<Step> propose(ControlState state, FleetHealth health, String by) {
        var steps = new ArrayList<Step>();
        if (state.topology().isEmpty() || state.policy().isEmpty()) {
            return steps;
        }
        for (var site : state.topology().get().names()) {
            var mode = state.policy().get().automation(site);
            if (mode == AutomationMode.AUTOMATIC && isDue(state, health, site)) {
                steps.add(
                        new TakeOver(
                                new TakeoverWish(
                                        site,
                                        Optional.empty(),
                                        Optional.empty(),
                                        OptionalLong.empty(),
                                        by,
                                        site + " is lost and automatic")));
            } else if (note(state, health, site, 0) instanceof Ruling.Granted) {
                steps.add(new Note(site));
            }
        }
        return steps;
    }

    /**
     * Decides what is told of a site: that a takeover is proposed, once for each loss, or that it
     * no longer is.
     *
     * @param nowMillis the wall clock, in milliseconds since 1970 UTC, for people
     */
    public static Ruling note(ControlState state, FleetHealth health, SiteId site, long nowMillis) {
        var isProposed = state.proposals().containsKey(site);
        var how = health.of(site);
        var isSeen = how instanceof SiteHealth.Well || how instanceof SiteHealth.Degraded;
        if (isProposed && isSeen) {
            var why = site + " is seen again, and is " + how.label();
            return new Ruling.Granted(List.of(new TakeoverWithdrawn(site, why)), why);
        }
        var mode = state.policy().map(p -> p.automation(site)).orElse(AutomationMode.OBSERVE);
        if (!isProposed && mode == AutomationMode.PROPOSE && isDue(state, health, site)) {
            var why = Survivors.evidence(site, how);
            return new Ruling.Granted(
                    List.of(new TakeoverProposed(site, new Proposal(why, nowMillis))), why);
        }
        return new Ruling.Standing();
    }

    /** It has been lost for some time, and there is something to take over. */
    private static boolean isDue(ControlState state, FleetHealth health, SiteId site) {
        var watched = health.watched(site);
        return watched.health() instanceof SiteHealth.Lost
                && watched.steady()
                && state.table().filter(t -> !Coverage.of(t, site).isEmpty()).isPresent();
    }
}
