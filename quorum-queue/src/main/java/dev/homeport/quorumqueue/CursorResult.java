package dev.homeport.quorumqueue;

/** What became of an advance or a removal of a cursor. */
public sealed interface CursorResult
        permits CursorResult.Moved, CursorResult.Dropped, CursorResult.Refused, Setback {

    /**
     * The cursor stands, durable on a majority of the site's replicas.
     *
     * @param name the cursor
     * @param position its position; greater than what was asked for when it had been further
     */
    record Moved(String name, long position) implements CursorResult {}

    /**
     * There is no such cursor any more.
     *
     * @param name the cursor
     */
    record Dropped(String name) implements CursorResult {}

    /**
     * Nothing was done, nor will it be: the position lies beyond the log's end, or there are more
     * cursors than a log keeps.
     *
     * @param reason why
     */
    record Refused(String reason) implements CursorResult {}
}
