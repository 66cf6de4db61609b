package dev.homeport.cli.move;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code homeport move show}. */
@Command(name = "show", description = "Shows a move, and what it waits for.")
public final class ShowMoveCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;

    @Parameters(paramLabel = "ID", description = "The move; 'homeport move list' names it.")
    private String id = "";

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ShowMoveCommand(ControlTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var move = tool.move(id, Optional.empty()).orElseThrow();
        printer.print(MoveDocument.move(move), output.format(), MoveDocument.whole(move));
    }
}
