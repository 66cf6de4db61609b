package dev.homeport.cli.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code homeport}: the root of all commands. */
@Command(
        name = "homeport",
        description =
                "Runs and steers a messaging service that is at home in several data centers.",
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class HomeportCommand {}
