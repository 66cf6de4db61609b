package dev.homeport.cli.bench.failover;

/**
 * An acknowledgement that a user got. Immutable.
 *
 * @param account whose
 * @param site the site that acknowledged
 * @param writtenNanos when the message first went out, by the clock of its drill
 * @param answeredNanos when the acknowledgement came, by the same clock
 */
public record Told(long account, String site, long writtenNanos, long answeredNanos) {}
