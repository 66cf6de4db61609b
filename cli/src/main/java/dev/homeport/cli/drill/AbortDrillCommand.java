package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.Progress;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code homeport drill abort}. */
@Command(
        name = "abort",
        description = {
            "Ends a drill before its end, and has everything undone that it changed.",
            "",
            "Ends with 0 when all is as it was before, 3 when the drill had ended already, 9 when"
                    + " undoing goes on.",
            ""
        })
public final class AbortDrillCommand implements Callable<Integer> {

    private final DrillTool tool;
    private final DrillFollower follower;
    private final Printer printer;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "Which drill; the one that goes on if not given.")
    private @Nullable String id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the report.")
    private String reason = "somebody asked for it by homeport drill abort";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "360",
            description = "How long to wait for it; ${DEFAULT-VALUE} if not given.")
    private int timeoutSeconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print the report: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Makes the command. */
    public AbortDrillCommand(DrillTool tool, DrillFollower follower, Printer printer) {
        this.tool = tool;
        this.follower = follower;
        this.printer = printer;
    }

    @Override
    public Integer call() {
        var drill = id == null ? present() : tool.look(id);
        if (drill.report().isPresent()) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "drill " + drill.id() + " has ended already");
        }
        tool.abort(drill.id(), reason);
        var report =
                follower.await(drill.id(), Duration.ofSeconds(timeoutSeconds), Progress.of(spec));
        printer.print(report, format, DrillDocument.reportTable(report));
        return ExitCode.OK.number();
    }

    private DrillTool.Look present() {
        return tool.all().stream()
                .filter(each -> each.report().isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.REFUSED, "drill: none goes on at present"));
    }
}
