package dev.homeport.cli.drill;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code homeport drill list}. */
@Command(
        name = "list",
        description = "Shows which drills there are, and those that the fleet has been through.")
public final class ListDrillsCommand implements Runnable {

    private final DrillTool tool;
    private final Printer printer;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ListDrillsCommand(DrillTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var drills = tool.all();
        printer.print(DrillDocument.list(drills), output.format(), DrillDocument.listTable(drills));
    }
}
