package dev.homeport.drills.change;

/** The fleet, as far as drills change it. Blocks, and ends soon when interrupted. */
public interface Fleet {

    /**
     * Makes a change and returns when it has taken effect.
     *
     * @throws ChangeFailedException if it could not be made; part of it may have been
     */
    void make(Change change) throws ChangeFailedException, InterruptedException;

    /**
     * Undoes a change and returns when everything is as it was before. What was never made, or is
     * undone already, is undone.
     *
     * @throws ChangeFailedException if it could not be undone for now
     */
    void undo(Change change) throws ChangeFailedException, InterruptedException;
}
