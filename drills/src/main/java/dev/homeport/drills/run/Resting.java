package dev.homeport.drills.run;

/** Whose users may be without service in a phase of a drill. */
public enum Resting {
    /** Nobody's. */
    NOBODY,
    /** Those of the drill's site. */
    SITE,
    /** Everybody's: no majority of witnesses is left to give a lease. */
    EVERYBODY
}
