package dev.homeport.cli.site;

import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code homeport site show}. */
@Command(name = "show", description = "Shows one site: its state, its homes, and what it reports.")
public final class ShowSiteCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;

    @Parameters(paramLabel = "SITE", description = "The site.")
    private String site = "";

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ShowSiteCommand(ControlTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var detail = tool.site(NamedSite.of("site", site));
        printer.print(SitesDocument.of(detail), output.format(), SitesTable.of(detail));
    }
}
