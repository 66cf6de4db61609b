package dev.homeport.dcnode.home.adoption;

/** The account of the orphans in a site's log, by what they say. Pure; for one thread at a time. */
public final class Adopter extends OrphanAccount<Orphan> {

    /**
     * Makes an account.
     *
     * @param settled up to which position all is settled
     */
    public Adopter(long settled) {
        super(settled);
    }
}
