package dev.homeport.cli.app;

import dev.homeport.cli.move.AbortCommand;
import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.move.ListMovesCommand;
import dev.homeport.cli.move.MoveCommand;
import dev.homeport.cli.move.MoveFollower;
import dev.homeport.cli.move.ShowMoveCommand;
import dev.homeport.cli.move.WatchCommand;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.site.AdoptedCommand;
import dev.homeport.cli.site.AdoptedSource;
import dev.homeport.cli.site.CordonCommand;
import dev.homeport.cli.site.EvacuateCommand;
import dev.homeport.cli.site.FailBackCommand;
import dev.homeport.cli.site.FailOverCommand;
import dev.homeport.cli.site.ListSitesCommand;
import dev.homeport.cli.site.MoveRun;
import dev.homeport.cli.site.PolicyCommand;
import dev.homeport.cli.site.ShowSiteCommand;
import dev.homeport.cli.site.SiteCommand;
import dev.homeport.cli.terminal.Asker;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import picocli.CommandLine;

/**
 * Puts together the commands by which an operator asks the control plane.
 *
 * @param fleet the control plane
 * @param adoptions tells what a site has adopted
 * @param printer takes documents
 * @param asker asks the person at the terminal
 * @param onTerminal whether there is such a person
 * @param nanoClock the machine's clock, in nanoseconds
 */
record OperatorCommands(
        ControlTool fleet,
        AdoptedSource adoptions,
        Printer printer,
        Asker asker,
        boolean onTerminal,
        LongSupplier nanoClock) {

    private static final Duration WATCH_PAUSE = Duration.ofMillis(500);

    /** {@code homeport site}. */
    CommandLine site() {
        var run =
                new MoveRun(
                        fleet, follower(), printer, asker, onTerminal, OperatorCommands::requestId);
        return new CommandLine(new SiteCommand())
                .addSubcommand(new ListSitesCommand(fleet, printer))
                .addSubcommand(new ShowSiteCommand(fleet, printer))
                .addSubcommand(new AdoptedCommand(adoptions, printer))
                .addSubcommand(new EvacuateCommand(run))
                .addSubcommand(new FailBackCommand(run))
                .addSubcommand(new FailOverCommand(run))
                .addSubcommand(new CordonCommand(fleet, printer, OperatorCommands::requestId))
                .addSubcommand(new PolicyCommand(fleet, printer, OperatorCommands::requestId));
    }

    /** {@code homeport move}. */
    CommandLine move() {
        return new CommandLine(new MoveCommand())
                .addSubcommand(new ListMovesCommand(fleet, printer))
                .addSubcommand(new ShowMoveCommand(fleet, printer))
                .addSubcommand(new WatchCommand(fleet, follower(), printer))
                .addSubcommand(
                        new AbortCommand(
                                fleet, follower(), printer, asker, OperatorCommands::requestId));
    }

    private MoveFollower follower() {
        return new MoveFollower(fleet, WATCH_PAUSE, nanoClock);
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }
}
