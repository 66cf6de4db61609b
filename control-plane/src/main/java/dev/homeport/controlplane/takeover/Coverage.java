package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

/**
 * What of a table a lost site may have open: the shards that it is home of, and those that it was
 * to get, or is to have given away, and whose later home has not opened them. Stateless.
 */
final class Coverage {

    private Coverage() {}

    /** The shards whose chain has a link of the lost site that no later link says is lost. */
    static List<Allotment> of(RoutingTable table, SiteId lost) {
        return table.allotments().stream().filter(a -> isConcerned(a, lost)).toList();
    }

    private static boolean isConcerned(Allotment allotment, SiteId lost) {
        var chain = allotment.chain();
        return chain.links().stream()
                .anyMatch(link ->
                        link.home().equals(lost) && !chain.declaresLostAfter(lost, link.epoch()));
    }

    /**
     * The shards that went on from the lost site, or through it, and are seen open where they went:
     * nothing of it is in their way.
     */
    static ShardSet passed(RoutingTable table, SiteId lost, FleetReport report) {
        return of(table, lost).stream()
                .filter(a -> !a.home().equals(lost))
                .map(a -> report.openAt(a.home(), a.epoch()).intersection(a.shards()))
                .reduce(ShardSet.none(), ShardSet::union);
    }
}
