package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;

/**
 * The process of a site without one rule, named by the system property {@code weakened}: with it
 * end-to-end tests see that a drill finds what is missing. It stands among the tests, so that
 * nothing that is shipped can be run like this.
 */
public final class WeakenedSiteMain {

    private static final String PROPERTY = "weakened";

    private WeakenedSiteMain() {}

    /** Runs the process as {@link SiteMain} does. */
    public static void main(String[] args) {
        SiteMain.runToEnd(without(System.getProperty(PROPERTY, "")));
    }

    /** Only those rules can be named which {@link SiteRules} brings to where they count. */
    private static SiteRules without(String rule) {
        return switch (rule) {
            case "CHECK_AFTER_COMMIT" ->
                    new SiteRules(LeaseRules.without(LeaseRule.CHECK_AFTER_COMMIT), MoveRules.ALL);
            case "OPENING_BEHIND_ITS_VECTOR" -> without(MoveRule.OPENING_BEHIND_ITS_VECTOR);
            case "ORPHANS_ARE_ADOPTED" -> without(MoveRule.ORPHANS_ARE_ADOPTED);
            default ->
                    throw new IllegalArgumentException(
                            PROPERTY + ": \"" + rule + "\" is no rule that a process can lack");
        };
    }

    private static SiteRules without(MoveRule rule) {
        return new SiteRules(LeaseRules.ALL, MoveRules.without(rule));
    }
}
