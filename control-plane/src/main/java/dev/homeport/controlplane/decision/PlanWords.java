package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a plan says in sentences. They hold no figure that changes from one look to the next, so
 * that a plan can be compared with what is then done. Stateless.
 */
final class PlanWords {

    private PlanWords() {}

    static List<String> steps(MoveWish wish, List<Transfer> transfers, SiteId to, long version) {
        var steps = new ArrayList<String>();
        for (var transfer : transfers) {
            steps.add(
                    "table "
                            + version
                            + " gives "
                            + transfer.shards().size()
                            + " shards of "
                            + transfer.from()
                            + " to "
                            + to
                            + " at epoch "
                            + transfer.epoch());
        }
        var homes = transfers.stream().map(Transfer::from).distinct().toList();
        steps.add(
                join(homes)
                        + (homes.size() == 1 ? " closes" : " close")
                        + " them, and sends whoever writes to "
                        + to);
        steps.add(to + " applies all that was written before, and opens them");
        steps.add(
                "the move ends"
                        + switch (wish.kind()) {
                            case EVACUATION -> "; newcomers of " + wish.site() + " go to " + to;
                            case FAIL_BACK -> "; " + wish.site() + " is in service";
                            case TAKEOVER -> "";
                        });
        return steps;
    }

    static List<String> warnings(
            Topology topology, MoveWish wish, Set<SiteId> homes, SiteId to, FleetReport report) {
        var warnings = new ArrayList<String>();
        for (var site : topology.sites()) {
            if (!site.name().equals(to) && !homes.contains(site.name())) {
                onlooker(site.name(), homes, report, warnings);
            }
        }
        if (wish.kind() == MoveKind.EVACUATION
                && topology.site(wish.site()).map(Site::state).orElseThrow()
                        == SiteState.CORDONED) {
            warnings.add(wish.site() + " is cordoned; an abort puts it back in service");
        }
        return warnings;
    }

    /** A site that lags behind the old home sees nothing of the new one until it has caught up. */
    private static void onlooker(
            SiteId site, Set<SiteId> homes, FleetReport report, List<String> warnings) {
        if (report.of(site).isEmpty()) {
            warnings.add("no node of " + site + " answers; it follows when it is back");
            return;
        }
        for (var home : homes) {
            if (TargetGate.lag(site, home, report).isPresent()) {
                warnings.add(
                        site
                                + " does not get all that "
                                + home
                                + " writes at once; what comes after the move waits there for it");
            }
        }
    }

    private static String join(List<SiteId> sites) {
        return String.join(" and ", sites.stream().map(SiteId::name).toList());
    }
}
