package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport drill report}. */
@Command(
        name = "report",
        description = {
            "Shows the report of a drill.",
            "",
            "Ends as the drill itself: with 0, 7, 8 or 9; and with 4 while it goes on.",
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Makes the command. */
    public ReportDrillCommand(DrillTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public Integer call() {
        var drill = id == null ? latest() : tool.look(id);
        var report =
                drill.report()
                        .orElseThrow(() ->
                                new CommandFailure(
                                        ExitCode.LATER,
                                        "drill "
                                                + drill.id()
                                                + " goes on"
                                                + drill.phase()
                                                        .map(phase -> " in phase " + phase)
                                                        .orElse("")));
        printer.print(report, format, DrillDocument.reportTable(report));
        return DrillEnding.of(report).number();
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
