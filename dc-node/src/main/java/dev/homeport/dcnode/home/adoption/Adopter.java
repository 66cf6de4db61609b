package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;

/** The account of the orphans in a site's log, by what they say. Pure; for one thread at a time. */
public final class Adopter extends OrphanAccount<Orphan> {

    private final MoveRules rules;

    /**
     * Makes an account.
     *
     * @param settled up to which position all is settled
     * @param rules which rules it keeps to
     */
    public Adopter(long settled, MoveRules rules) {
        super(settled);
        this.rules = rules;
    }

    @Override
    public void found(Orphan orphan, long from) {
        if (rules.hold(MoveRule.ORPHANS_ARE_ADOPTED)) {
            super.found(orphan, from);
        }
    }

    @Override
    public void lost(Orphan orphan, long from) {
        if (rules.hold(MoveRule.ORPHANS_ARE_ADOPTED)) {
            super.lost(orphan, from);
        }
    }
}
