package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport drill report}. */
@Command(
        name = "report",
        description = {
            "Shows the report of a drill, says where its page is, or compares it with another.",
            "",
            "Ends as the drill itself: with 0, 7, 8 or 9; and with 4 while it goes on. With"
                    + " --compare it ends with 0 if both drills have a report.",
            ""
        })
public final class ReportDrillCommand implements Callable<Integer> {

    private final DrillTool tool;
    private final Printer printer;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "Which drill; the latest if not given.")
    private @Nullable String id;

    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--html",
            description = "Make the report's page from it, and print the file's name.")
    private boolean html;

    @Option(
            names = "--compare",
            paramLabel = "ID",
            description = "Print the key figures of both drills side by side.")
    private @Nullable String other;

    /** Makes the command. */
    public ReportDrillCommand(DrillTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public Integer call() {
        if (html && other != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--html: there is no page of two drills; leave out --compare");
        }
        var drill = id == null ? latest() : tool.look(id);
        var report = report(drill);
        if (other != null) {
            var comparison = DrillComparison.of(report, report(tool.look(other)));
            printer.print(comparison, output.format(), DrillComparison.table(comparison));
            return ExitCode.OK.number();
        }
        if (html) {
            var page = tool.page(drill.id()).toString();
            printer.print(
                    Document.of("id", drill.id())
                            .and("verdict", report.value("verdict"))
                            .and("page", page)
                            .build(),
                    output.format(),
                    page + "\n");
        } else {
            printer.print(report, output.format(), DrillDocument.reportTable(report));
        }
        return DrillEnding.of(report).number();
    }

    private static Document report(DrillTool.Look drill) {
        return drill.report()
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.LATER,
                                "drill "
                                        + drill.id()
                                        + " goes on"
                                        + drill.phase()
                                                .map(phase -> " in phase " + phase)
                                                .orElse("")));
    }

    private DrillTool.Look latest() {
        return tool.all().stream()
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.REFUSED,
                                "drill: none has been run; 'homeport drill list' names them"));
    }
}
