package dev.homeport.cli.drill;

import picocli.CommandLine.Command;

/** {@code homeport drill}. */
@Command(
        name = "drill",
        description =
                "Rehearses failures on the running fleet, under load, and judges what came of it.",
        synopsisSubcommandLabel = "COMMAND")
public final class DrillCommand {}
