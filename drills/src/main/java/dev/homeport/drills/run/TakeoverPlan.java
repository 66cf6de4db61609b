package dev.homeport.drills.run;

import dev.homeport.drills.change.Change;
import java.util.List;

/**
 * What a drill changes in which the homes of a site are taken over. Immutable.
 *
 * @param policy the site is taken over by itself, and goes on alone for a shorter time
 * @param takeover what comes of it
 * @param cuts the links of the site
 * @param loss the site's death; drills that only cut it off do without
 */
public record TakeoverPlan(
        Change.PolicyChanged policy,
        Change.TakenOver takeover,
        List<Change> cuts,
        Change.Lost loss) {

    /** Makes a plan. */
    public TakeoverPlan {
        cuts = List.copyOf(cuts);
    }
}
