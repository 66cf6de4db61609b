package dev.homeport.controlplane.move;

/**
 * A move that has ended. Immutable and thread-safe.
 *
 * @param move the move as it was last
 * @param outcome how it ended
 * @param why in a sentence
 * @param atMillis when, by the decider's wall clock, in milliseconds since 1970 UTC; for people
 */
public record EndedMove(Move move, MoveOutcome outcome, String why, long atMillis) {}
