package dev.homeport.quorumqueue;

/** Which part of the log's capacity a new entry may use. */
public enum Admission {
    /** The ordinary part: refused with {@link Setback.Overloaded} once it is used up. */
    ORDINARY,
    /**
     * The reserve too, which is kept for what a full log needs to be emptied or evacuated:
     * openings, closings, cursors, grants, adoption cursors.
     */
    CONTROL
}
