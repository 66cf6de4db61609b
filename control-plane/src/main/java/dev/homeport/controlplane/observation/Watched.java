package dev.homeport.controlplane.observation;

/**
 * The health of a site over time. Immutable and thread-safe.
 *
 * @param health how it is doing
 * @param sinceMillis since when, by the observer's wall clock, in milliseconds since 1970 UTC; for
 *     people
 * @param steady whether it has been so for long enough to act on it
 */
public record Watched(SiteHealth health, long sinceMillis, boolean steady) {}
