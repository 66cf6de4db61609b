package dev.homeport.dcnode.home.opening;

/**
 * The pause of a lost site's mirror that stands in a log: the last word on it. Immutable and
 * thread-safe.
 *
 * @param word the word, which is not that it ended
 * @param at its offset in the stream of the site that says it
 */
public record Pause(PauseWord word, long at) {}
