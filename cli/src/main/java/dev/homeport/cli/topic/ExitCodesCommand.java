package dev.homeport.cli.topic;

import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;

/** {@code homeport exit-codes}: what the numbers mean that commands end with. */
@Command(name = "exit-codes", description = "Tells what the exit codes mean.")
public final class ExitCodesCommand implements Runnable {

    private final Printer printer;

    /** Makes the command. */
    public ExitCodesCommand(Printer printer) {
        this.printer = printer;
    }

    @Override
    public void run() {
        var text = new StringBuilder();
        for (var code : ExitCode.values()) {
            text.append(code.number()).append("  ").append(code.meaning()).append('\n');
        }
        printer.text(text.toString());
    }
}
