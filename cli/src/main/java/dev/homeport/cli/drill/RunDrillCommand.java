package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.Confirmation;
import dev.homeport.cli.move.Progress;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.terminal.Asker;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code homeport drill run}. */
@Command(
        name = "run",
        description = {
            "Runs a drill: users of every site write, something is broken and mended, and"
                    + " everything is read back and judged. It goes on without this command.",
            "",
            "Ends with 0 when every demand is met, 3 when another drill has not ended, 7 when a"
                    + " demand is not met, 8 when it was given up and undone, 9 when a phase took"
                    + " too long, or when it goes on.",
            ""
        })
public final class RunDrillCommand implements Callable<Integer> {

    private final DrillTool tool;
    private final DrillFollower follower;
    private final Printer printer;
    private final Asker asker;
    private final InstantSource wallClock;
    private final String user;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "Which; 'homeport drill list' names them.")
    private String kind = "";

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description =
                    "The site that it is about. control-plane-loss is about all of them; there it"
                            + " is left out.")
    private @Nullable String site;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "How long it is broken; if not given, as 'homeport drill list' says. A pause"
                            + " outlasts the site's leases in any case.")
    private @Nullable Integer seconds;

    @Option(names = "--yes", description = "Do not ask; needed where nobody could answer.")
    private boolean yes;

    @Option(names = "--detach", description = "Do not wait for its end.")
    private boolean detach;

    @Mixin private DrillOptions options = new DrillOptions();

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param user who asks, for the report
     */
    public RunDrillCommand(
            DrillTool tool,
            DrillFollower follower,
            Printer printer,
            Asker asker,
            InstantSource wallClock,
            String user) {
        this.tool = tool;
        this.follower = follower;
        this.printer = printer;
        this.asker = asker;
        this.wallClock = wallClock;
        this.user = user;
    }

    @Override
    public Integer call() {
        var order = order();
        var timeout = options.timeout();
        if (!yes) {
            Confirmation.of(
                    asker,
                    "drill run",
                    "This " + order.kind().purpose() + ". Users of this fleet may notice. Run it?",
                    "--yes");
        }
        var id = tool.begin(order);
        Progress.of(spec).accept("drill " + id + " has begun");
        if (detach) {
            var drill = tool.look(id);
            printer.print(
                    DrillDocument.one(drill),
                    output.format(),
                    id + " goes on: homeport drill report\n");
            return ExitCode.OK.number();
        }
        var report = follower.await(id, timeout, Progress.of(spec));
        printer.print(report, output.format(), DrillDocument.reportTable(report));
        return DrillEnding.of(report).number();
    }

    private DrillOrder order() {
        var wanted =
                DrillKind.of(kind)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        ExitCode.USAGE,
                                        "drill: there is none called "
                                                + kind
                                                + "; use one of "
                                                + Arrays.stream(DrillKind.values())
                                                        .map(DrillKind::word)
                                                        .toList()));
        if (site != null && !wanted.concernsOneSite()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--site: " + wanted.word() + " is about all sites at once; leave it out");
        }
        return options.order(
                wanted,
                Optional.ofNullable(site),
                seconds == null ? wanted.usualSeconds() : seconds,
                user,
                wallClock.millis());
    }
}
