package dev.homeport.dcnode.home.opening;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;

/** A step in the journal of a site's {@link HomeDecider}. Immutable and thread-safe. */
public sealed interface HomeStep {

    /**
     * A decision, with all that it was made of.
     *
     * @param self the site
     * @param table the table that was followed
     * @param open the open shards of the site's own stream by their epochs
     * @param next all shards by the lowest epoch that may still be opened
     * @param heard what the surroundings answered
     * @param due what was due
     */
    record Decided(
            SiteId self,
            RoutingTable table,
            Map<Epoch, ShardSet> open,
            Map<Epoch, ShardSet> next,
            List<Heard> heard,
            HomeDecider.Due due)
            implements HomeStep {

        /** Makes it. */
        public Decided {
            open = Map.copyOf(open);
            next = Map.copyOf(next);
            heard = List.copyOf(heard);
        }

        /** What is due when the same is decided again; a text if something else is asked. */
        public Object again() {
            var ledger = new EpochLedger(LeaseRules.ALL);
            ledger.restore(EpochLedger.array(open, next));
            try {
                return new HomeDecider(self, LeaseRules.ALL, MoveRules.ALL)
                        .due(table, ledger, new RememberedSurroundings(heard));
            } catch (RememberedSurroundings.NeverAskedException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
