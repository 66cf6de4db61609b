package dev.homeport.cli.bench;

import picocli.CommandLine.Command;

/** {@code homeport bench}: the parent of all benchmarks. */
@Command(
        name = "bench",
        description =
                "Measures Homeport beside its peers, all in one run on one machine. Quiet the"
                        + " machine first: what else runs is measured too.",
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand {}
