package dev.homeport.simulation.move;

/** What homes change for in a run. */
public enum Course {
    /** People move homes, and what goes wrong meanwhile heals. */
    MOVES,

    /**
     * Whole sites are lost as well, and taken over, and come back with what they alone had
     * acknowledged.
     */
    TAKEOVERS
}
