package dev.homeport.cli.status;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code homeport status}. */
@Command(
        name = "status",
        description = {
            "Shows what the fleet of this machine is doing.",
            "",
            "The exit code is 0 when it could be shown, also when something is down: see the field"
                    + " 'healthy'.",
            ""
        })
public final class StatusCommand implements Runnable {

    private static final long PAUSE_NANOS = 1_000_000_000;
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final FleetWatch watch;
    private final Printer printer;
    private final boolean onTerminal;

    @Option(names = "--watch", description = "Show it again every second, until Ctrl-C.")
    private boolean again;

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param onTerminal whether stdout is a terminal, which is cleared between two looks
     */
    public StatusCommand(FleetWatch watch, Printer printer, boolean onTerminal) {
        this.watch = watch;
        this.printer = printer;
        this.onTerminal = onTerminal;
    }

    @Override
    public void run() {
        show();
        while (again && !Thread.interrupted() && !printer.isBroken()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            show();
        }
    }

    private void show() {
        var document = StatusDocument.of(watch.look());
        var clear = again && onTerminal ? CLEAR : "";
        printer.print(document, output.format(), clear + StatusTable.of(document));
    }
}
