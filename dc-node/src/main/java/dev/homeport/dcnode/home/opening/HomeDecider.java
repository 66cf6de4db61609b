package dev.homeport.dcnode.home.opening;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;

/**
 * All that a site appends about homes, in its order: closings first and alone, then pauses, then
 * openings. Pure; called by the node that leads the site's log.
 */
public final class HomeDecider {

    private final HomeFollower follower;
    private final Collection collection;

    /** Makes the decider of a site. */
    public HomeDecider(SiteId self, LeaseRules rules, MoveRules moveRules) {
        this.follower = new HomeFollower(self, rules, moveRules);
        this.collection = new Collection(self, moveRules);
    }

    /**
     * What is due.
     *
     * @param closing what is closed; while something is, nothing else is due
     * @param words what is said of the mirrors of lost sites
     * @param openings what is opened
     */
    public record Due(
            Optional<HomeClosed> closing, List<PauseWord> words, List<HomeOpened> openings) {

        /** Makes it. */
        public Due {
            words = List.copyOf(words);
            openings = List.copyOf(openings);
        }
    }

    /** Decides what is due. */
    public Due due(RoutingTable table, EpochLedger ledger, Surroundings surroundings) {
        var closing = follower.closing(table, ledger, surroundings::isNoticeOver);
        return closing.isPresent()
                ? new Due(closing, List.of(), List.of())
                : new Due(
                        closing,
                        collection.due(table, surroundings),
                        follower.openings(table, ledger, surroundings));
    }

    /** Tells whether the log already is what the table demands, so that nothing is due. */
    public boolean isSettled(RoutingTable table, EpochLedger ledger) {
        return follower.isSettled(table, ledger);
    }
}
