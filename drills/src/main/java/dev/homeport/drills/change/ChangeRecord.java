package dev.homeport.drills.change;

import java.io.IOException;
import java.util.List;

/** The changes of one drill, kept where a crash does not reach them. For one thread. */
public interface ChangeRecord {

    /**
     * One recorded change that is not undone.
     *
     * @param number its place among the changes of the drill
     * @param change the change
     */
    record Standing(int number, Change change) {}

    /**
     * Records a change that is about to be made; it is on disk when this returns.
     *
     * @throws IOException if it could not be recorded; it must not be made then
     */
    void beforeMaking(Change change) throws IOException;

    /**
     * Records that a change is undone.
     *
     * @throws IOException if it could not be recorded
     */
    void undone(int number) throws IOException;

    /** What is not undone, the latest first: in this order it is to be undone. */
    List<Standing> standing();
}
