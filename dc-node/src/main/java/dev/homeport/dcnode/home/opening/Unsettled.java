package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import java.util.ArrayList;
import java.util.List;

/** Which assignments before the current one a site has to settle before it opens. Pure. */
final class Unsettled {

    private Unsettled() {}

    /**
     * The assignments of a chain since the latest opening that the site knows, that one included.
     *
     * <p>The control plane cuts a chain off in front of an opening that it has seen, also one that
     * is not known here yet. What was cut off is then not settled here either. Of that, the sites
     * which that opening's own assignment declares lost are still told, and stand for it.
     *
     * @param latest the latest opening of the shards that is known here
     */
    static List<Assignment> of(Chain chain, Epoch latest) {
        var unsettled = new ArrayList<Assignment>();
        var first = chain.links().getFirst();
        if (first.epoch().isAfter(latest) && latest.isAfter(Epoch.NONE)) {
            first.lost().stream()
                    .sorted()
                    .map(site -> Assignment.planned(latest, site))
                    .forEach(unsettled::add);
        }
        chain.earlier().stream()
                .filter(link -> !link.epoch().isBefore(latest))
                .forEach(unsettled::add);
        return unsettled;
    }
}
