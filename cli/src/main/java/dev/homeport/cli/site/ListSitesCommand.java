package dev.homeport.cli.site;

import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code homeport site list}. */
@Command(name = "list", description = "Shows every site: its state, its homes and its moves.")
public final class ListSitesCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ListSitesCommand(ControlTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var look = tool.sites();
        printer.print(SitesDocument.of(look), output.format(), SitesTable.of(look));
    }
}
