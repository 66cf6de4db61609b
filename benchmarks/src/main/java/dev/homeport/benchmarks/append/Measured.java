package dev.homeport.benchmarks.append;

import dev.homeport.benchmarks.measurement.Summary;

/**
 * One system at one setting. Immutable and thread-safe.
 *
 * @param system what was measured
 * @param inFlight how many appends were under way at once
 * @param summary what came of it
 */
public record Measured(SystemFacts system, int inFlight, Summary summary) {}
