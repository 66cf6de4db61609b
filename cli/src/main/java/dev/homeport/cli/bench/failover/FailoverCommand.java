package dev.homeport.cli.bench.failover;

import dev.homeport.cli.drill.DrillFollower;
import dev.homeport.cli.drill.DrillOptions;
import dev.homeport.cli.drill.DrillTool;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.Progress;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code homeport bench failover}. */
@Command(
        name = "failover",
        description = {
            "Loses and evacuates a site of the running fleet, again and again, by drills; tells how"
                    + " long users were without service, split into its parts, and whether that"
                    + " meets the goals.",
            "",
            "Ends with 0 when every goal is met, 7 when one is not or was not measured; a first"
                    + " drill that cannot be begun ends it as 'homeport drill run' ends.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport bench failover",
            "  homeport bench failover -n 3 --kind evacuation --site hongkong -o json"
        })
public final class FailoverCommand implements Callable<Integer> {

    /** More runs than anybody waits for. */
    private static final int MOST_RUNS = 1_000;

    private final DrillTool tool;
    private final DrillFollower follower;
    private final HistorySource histories;
    private final Printer printer;
    private final InstantSource wallClock;
    private final String user;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-n", "--runs"},
            paramLabel = "RUNS",
            defaultValue = "10",
            description = "How often each drill is run; ${DEFAULT-VALUE} if not given.")
    private int runs;

    @Option(
            names = "--warm-up",
            paramLabel = "RUNS",
            defaultValue = "1",
            description =
                    "How many runs of each drill come before and do not count: the first one after"
                            + " a start runs on cold code. ${DEFAULT-VALUE} if not given.")
    private int warmUps;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "site-loss,evacuation",
            description =
                    "Which drills, one after the other, separated by commas; ${DEFAULT-VALUE} if"
                            + " not given.")
    private List<String> kinds = List.of();

    @Option(
            names = "--site",
            paramLabel = "SITE",
            defaultValue = "shanghai",
            description = "The site that they are about; ${DEFAULT-VALUE} if not given.")
    private String site = "";

    @Mixin private DrillOptions options = new DrillOptions();

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param user who asks, for the reports
     */
    public FailoverCommand(
            DrillTool tool,
            DrillFollower follower,
            HistorySource histories,
            Printer printer,
            InstantSource wallClock,
            String user) {
        this.tool = tool;
        this.follower = follower;
        this.histories = histories;
        this.printer = printer;
        this.wallClock = wallClock;
        this.user = user;
    }

    @Override
    public Integer call() {
        if (runs < 1 || runs > MOST_RUNS) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--runs: " + runs + " is out of range; use 1 to " + MOST_RUNS);
        }
        if (warmUps < 0 || warmUps > MOST_RUNS) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--warm-up: " + warmUps + " is out of range; use 0 to " + MOST_RUNS);
        }
        var timeout = options.timeout();
        var wanted = kinds.stream().map(FailoverCommand::kind).toList();
        var done = new ArrayList<DrillRun>();
        var notes = new ArrayList<String>();
        try {
            for (var kind : wanted) {
                for (var run = 1 - warmUps; run <= runs; run++) {
                    done.add(run(kind, run, timeout));
                }
            }
        } catch (CommandFailure failure) {
            if (done.isEmpty()) {
                throw failure;
            }
            notes.add(
                    "ended after "
                            + done.size()
                            + " of "
                            + (warmUps + runs) * wanted.size()
                            + " drills: "
                            + failure.getMessage());
        }
        var report = new FailoverReport(wanted.stream().map(DrillKind::word).toList(), done, notes);
        var document = report.document();
        printer.print(document, output.format(), FailoverTable.of(document));
        var isWhole = notes.isEmpty() && report.meetsAllGoals();
        return (isWhole ? ExitCode.OK : ExitCode.BROKEN).number();
    }

    private DrillRun run(DrillKind kind, int number, Duration timeout) {
        var progress = Progress.of(spec);
        var id = tool.begin(order(kind));
        var warmsUp = number < 1;
        progress.accept(
                "drill "
                        + id
                        + " has begun: "
                        + kind.word()
                        + (warmsUp ? ", to warm up" : ", run " + number));
        var report = follower.await(id, timeout, progress);
        progress.accept("drill " + id + " is " + report.text("verdict").orElse("over"));
        return new DrillRun(
                kind.word(), warmsUp, id, report, OtherUsers.pairs(report, histories.of(report)));
    }

    private DrillOrder order(DrillKind kind) {
        return options.order(
                kind,
                Optional.of(site).filter(_ -> kind.concernsOneSite()),
                kind.usualSeconds(),
                user,
                wallClock.millis());
    }

    private static DrillKind kind(String word) {
        return DrillKind.of(word)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.USAGE,
                                "--kind: there is no drill "
                                        + word
                                        + "; 'homeport drill list' names them"));
    }
}
