package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.opening.HomeEntry;
import java.util.function.Consumer;

/** How far one site has applied another's stream, and what that stream says of homes. */
final class Mirror {

    private final SiteLogModel origin;
    private final EpochLedger ledger;
    private long applied;

    Mirror(SiteLogModel origin, LeaseRules rules) {
        this.origin = origin;
        this.ledger = new EpochLedger(rules);
    }

    EpochLedger ledger() {
        return ledger;
    }

    long applied() {
        return applied;
    }

    /** Applies what has arrived, up to an offset. */
    void apply(long upTo, Consumer<HomeEntry.HomeOpened> openings) {
        while (applied < upTo) {
            applied++;
            var content = origin.at(applied).content();
            var effective = SiteLogModel.judge(ledger, content);
            if (effective
                    && content instanceof SiteLogModel.Content.Home(HomeEntry.HomeOpened opened)) {
                openings.accept(opened);
            }
        }
    }
}
