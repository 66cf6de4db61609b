package dev.homeport.simulation.move;

import dev.homeport.dcnode.adoption.OrphanSearch;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.adoption.Orphan;
import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.home.adoption.RecordedAdopter;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.Home;

/**
 * Looks through a site's log for what no later home has inherited, by the product's {@link
 * OrphanSearch}, and has the homes here adopt it as its {@link RecordedAdopter} says. Only the
 * cursor outlives the process. One thread.
 */
final class ModelAdoption {

    /** How far a cursor falls behind before it is moved. */
    private static final long CURSOR_EVERY = 32;

    private final MoveFleet fleet;
    private final ModelSite site;
    private final ModelQueue queue;
    private long cursor;
    private RecordedAdopter adopter;
    private OrphanSearch search;

    ModelAdoption(MoveFleet fleet, ModelSite site, ModelQueue queue) {
        this.fleet = fleet;
        this.site = site;
        this.queue = queue;
        this.adopter = new RecordedAdopter(cursor, fleet.settings().rules(), _ -> {});
        this.search = new OrphanSearch(queue, queue.format(), adopter);
    }

    /** The process begins anew, where all was settled. */
    void begin() {
        adopter = new RecordedAdopter(cursor, fleet.settings().rules(), _ -> {});
        search = new OrphanSearch(queue, queue.format(), adopter);
    }

    /** How it stands. */
    OrphanAccount.Account account() {
        return adopter.account();
    }

    void step() {
        try {
            search.step();
        } catch (UnreadableEntryException e) {
            throw new IllegalStateException(e);
        }
        if (fleet.settings().holds(HealingRule.ADOPTS)) {
            adopter.due(shard -> site.homeOf(shard) instanceof Home.Here).forEach(this::adopt);
        }
        var settled = adopter.settledThrough();
        if (settled - cursor >= CURSOR_EVERY) {
            cursor = settled;
        }
    }

    private void adopt(Orphan orphan) {
        var asked = adopter;
        var _ =
                site.appender()
                        .adopt(orphan.address(), orphan.entry(), orphan.adoption())
                        .handle((outcome, _) ->
                                outcome instanceof AppendOutcome.Acknowledged
                                        || outcome instanceof AppendOutcome.Repeated)
                        .thenAccept(taken -> asked.answered(orphan.entry().id(), taken));
    }
}
