package dev.homeport.cli.site;

import picocli.CommandLine.Command;

/** {@code homeport site}: the noun; its verbs are added where the tree is made. */
@Command(
        name = "site",
        description = "Shows the sites, and moves homes away from them and back.",
        synopsisSubcommandLabel = "VERB")
public final class SiteCommand {}
