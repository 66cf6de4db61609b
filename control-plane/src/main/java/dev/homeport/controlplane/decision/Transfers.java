package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.Transfer;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What a table's next assignment of shards means, way by way. Stateless. */
final class Transfers {

    private record Way(SiteId from, Epoch epoch) {}

    private Transfers() {}

    /** The transfers of shards that another site gets next, one for each home and epoch. */
    static List<Transfer> of(RoutingTable table, ShardSet shards, SiteId to) {
        var ways =
                new TreeMap<Way, ShardSet>(
                        Comparator.comparing(Way::from).thenComparing(Way::epoch));
        for (var allotment : table.allotments()) {
            var part = allotment.shards().intersection(shards);
            if (!part.isEmpty()) {
                ways.merge(
                        new Way(allotment.home(), allotment.epoch().next()), part, ShardSet::union);
            }
        }
        return ways.entrySet().stream()
                .map(way ->
                        new Transfer(way.getValue(), way.getKey().from(), to, way.getKey().epoch()))
                .toList();
    }
}
