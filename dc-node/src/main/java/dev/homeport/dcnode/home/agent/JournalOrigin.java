package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.Set;

/** What a machine was made with: the beginning of its journal. */
public sealed interface JournalOrigin {

    /**
     * Of a witness.
     *
     * @param self the site whose witness it is
     * @param others the other witnesses
     * @param state what was on its disk
     * @param firstRound the number that its rounds begin with
     * @param headroom how many entries past its floor a site may acknowledge under one grant
     */
    record OfWitness(
            SiteId self, Set<SiteId> others, WitnessState state, long firstRound, long headroom)
            implements JournalOrigin {

        /** Makes an origin. */
        public OfWitness {
            others = Set.copyOf(others);
        }
    }

    /**
     * Of a holder.
     *
     * @param self which boot of which node it is
     * @param table the table that it began with
     */
    record OfHolder(HolderId self, RoutingTable table) implements JournalOrigin {}
}
