package dev.homeport.cli.wan;

import picocli.CommandLine.Command;

/** {@code homeport wan}: the noun; its verbs are added where the tree is made. */
@Command(
        name = "wan",
        description = "Shows and changes the network between the sites of this machine.",
        synopsisSubcommandLabel = "VERB")
public final class WanCommand {}
