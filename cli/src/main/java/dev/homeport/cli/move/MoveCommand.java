package dev.homeport.cli.move;

import picocli.CommandLine.Command;

/** {@code homeport move}: the noun; its verbs are added where the tree is made. */
@Command(
        name = "move",
        description = "Shows moves of homes, waits for them and takes them back.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "'homeport site evacuate' and 'homeport site fail-back' begin one."})
public final class MoveCommand {}
