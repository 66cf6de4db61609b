package dev.homeport.cli.move;

import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code homeport move list}. */
@Command(
        name = "list",
        description = "Shows the moves that are under way, and the last ones that have ended.")
public final class ListMovesCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ListMovesCommand(ControlTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var moves = tool.moves();
        printer.print(
                Document.builder()
                        .and("moves", moves.stream().map(MoveDocument::move).toList())
                        .build(),
                output.format(),
                MoveDocument.table(moves));
    }
}
