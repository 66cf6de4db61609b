package dev.homeport.cli.bench;

import dev.homeport.cli.output.Document;

/** Runs benchmarks. */
@FunctionalInterface
public interface BenchTool {

    /**
     * Runs the benchmark of appends to the end.
     *
     * @return its report, in the form of docs/reference/bench.md
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be run
     */
    Document append(AppendRequest request);
}
