package dev.homeport.cli.site;

import picocli.CommandLine.Command;

/** {@code homeport site}: the noun; its verbs are added where the tree is made. */
@Command(
        name = "site",
        description = {
            "Shows the sites, moves homes away from them and back, and takes over those of a lost"
                    + " one."
        },
        synopsisSubcommandLabel = "VERB")
public final class SiteCommand {}
