package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the plan of a takeover says in sentences, without figures that change by themselves. */
final class TakeoverWords {

    private TakeoverWords() {}

    static List<String> steps(
            TakeoverWish wish,
            List<Transfer> transfers,
            SiteId target,
            long version,
            Receipt receipt) {
        var steps = new ArrayList<String>();
        if (receipt.fence().isPresent()) {
            steps.add(
                    "table "
                            + version
                            + " says that "
                            + wish.lost()
                            + " acknowledges nothing more, on the operator's word");
        }
        for (var transfer : transfers) {
            steps.add(
                    "table "
                            + version
                            + " makes "
                            + transfer.to()
                            + " home of "
                            + transfer.shards().size()
                            + " shards at epoch "
                            + transfer.epoch()
                            + " and says that "
                            + wish.lost()
                            + " is lost");
        }
        steps.add(
                receipt.fence().isPresent()
                        ? "witnesses drop the leases of " + wish.lost()
                        : "the leases of "
                                + wish.lost()
                                + " run out, after at most "
                                + receipt.waitsMillis()
                                + " ms");
        steps.add("the shards are opened with all of " + wish.lost() + " that the others have");
        steps.add("newcomers of " + wish.lost() + " go to " + target);
        return steps;
    }

    static List<String> warnings(TakeoverWish wish, FleetHealth health, Set<MoveId> overtaken) {
        var warnings = new ArrayList<String>();
        warnings.add(
                "what "
                        + wish.lost()
                        + " acknowledged and no other site has is set aside; nobody can tell now"
                        + " how much that is");
        var how = health.of(wish.lost());
        if (!(how instanceof SiteHealth.Lost)) {
            warnings.add(
                    wish.lost()
                            + " is "
                            + Survivors.words(how)
                            + ": if it acknowledges anything after the fence, that is set aside"
                            + " too");
        }
        for (var move : overtaken) {
            warnings.add("move " + move + " ends, overtaken");
        }
        return warnings;
    }
}
