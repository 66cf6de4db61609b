package dev.homeport.cli.route;

import picocli.CommandLine.Command;

/** {@code homeport route}: the noun; its verbs are added where the tree is made. */
@Command(
        name = "route",
        description = "Tells which site is home of an address, an account or a handle.",
        synopsisSubcommandLabel = "VERB")
public final class RouteCommand {}
