package dev.homeport.cli.wan;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code homeport wan show}. */
@Command(name = "show", description = "Shows every direction of every link.")
public final class ShowCommand implements Runnable {

    private final WanControl control;
    private final Printer printer;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ShowCommand(WanControl control, Printer printer) {
        this.control = control;
        this.printer = printer;
    }

    @Override
    public void run() {
        var document = WanDocument.of(control.show());
        printer.print(
                document, output.format(), WanDocument.table(document.documents("links"), ""));
    }
}
