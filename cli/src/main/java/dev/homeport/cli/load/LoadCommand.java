package dev.homeport.cli.load;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.client.load.LoadOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code homeport load}. */
@Command(
        name = "load",
        description = {
            "Drives users from real country ranges at a steady rate, then reads everything back"
                    + " from every site and says what became of it.",
            "",
            "Ends with code 7 when an acknowledged message is lost, doubled, out of order or"
                    + " changed, or two sites were home at once; with code 4 when a site could"
                    + " not be read, so that nobody can say.",
            ""
        })
public final class LoadCommand implements Callable<Integer> {

    private final LoadTool tool;
    private final Printer printer;
    private final Path usualState;

    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "For how long; ${DEFAULT-VALUE} if not given.")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "50",
            description = "Messages a second, all users together; ${DEFAULT-VALUE} if not given.")
    private int rate;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "24",
            description = "How many users; ${DEFAULT-VALUE} if not given.")
    private int users;

    @Option(
            names = "--cross-site",
            paramLabel = "FRACTION",
            defaultValue = "0.5",
            description =
                    "Which part goes to users of another site; ${DEFAULT-VALUE} if not given.")
    private double crossSite;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long everything may take to arrive at every site after the last message;"
                            + " ${DEFAULT-VALUE} if not given.")
    private int settleSeconds;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "State folder of the fleet; .homeport or HOMEPORT_STATE if not given.")
    private @Nullable Path state;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public LoadCommand(LoadTool tool, Printer printer, Path usualState) {
        this.tool = tool;
        this.printer = printer;
        this.usualState = usualState;
    }

    @Override
    public Integer call() {
        within("--seconds", seconds, 1, 3_600);
        within("--rate", rate, 1, 2_000);
        within("--users", users, 2, 500);
        within("--settle", settleSeconds, 1, 3_600);
        if (!(crossSite >= 0 && crossSite <= 1)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--cross-site: " + crossSite + " is no fraction; use 0 to 1");
        }
        var order = new LoadOrder(seconds, rate, crossSite, Duration.ofSeconds(settleSeconds));
        var request = new LoadRequest(Optional.ofNullable(state).orElse(usualState), users, order);
        var report = tool.run(request, this::progress);
        var verdict = report.outcome().verdict();
        var document = LoadDocument.of(report, verdict);
        printer.print(document, output.format(), LoadTable.of(document));
        if (!verdict.isClean()) {
            return ExitCode.BROKEN.number();
        }
        if (!report.outcome().unreadable().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.LATER,
                    "not everything could be read back, so the verdict is not complete: "
                            + String.join("; ", report.outcome().unreadable()));
        }
        return ExitCode.OK.number();
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    option + ": " + value + " is out of range; use " + least + " to " + most);
        }
    }

    private void progress(String step) {
        if (spec != null) {
            spec.commandLine().getErr().print("homeport: " + step + "\n");
            spec.commandLine().getErr().flush();
        }
    }
}
