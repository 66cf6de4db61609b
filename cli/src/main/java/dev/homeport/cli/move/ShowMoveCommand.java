package dev.homeport.cli.move;

import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport move show}. */
@Command(name = "show", description = "Shows a move, and what it waits for.")
public final class ShowMoveCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;

    @Parameters(paramLabel = "ID", description = "The move; 'homeport move list' names it.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Makes the command. */
    public ShowMoveCommand(ControlTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var move = tool.move(id, Optional.empty()).orElseThrow();
        printer.print(MoveDocument.move(move), format, MoveDocument.whole(move));
    }
}
