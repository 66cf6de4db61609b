package dev.homeport.cli.up;

import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code homeport up}: the launcher, in the foreground or apart. */
@Command(
        name = "up",
        description = {
            "Starts three sites on this machine, with a router and the network between them.",
            "",
            "It stays in the foreground until Ctrl-C, which ends exactly what it started; the data"
                    + " stay under .homeport, or in the folder that HOMEPORT_STATE names.",
            ""
        },
        footer = {"", "Examples:", "  homeport up", "  homeport up --detach -o json"})
public final class UpCommand implements Runnable {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Launcher launcher;
    private final Printer printer;
    private final boolean reportsToParent;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--detach", description = "Return when the fleet is ready; it goes on running.")
    private boolean detach;

    @Option(
            names = "--wan",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Whether the sites are as far apart as the real places: on (default), off.")
    private Switch wan = Switch.on;

    @Option(
            names = "--fleet-number",
            paramLabel = "N",
            description =
                    "Second part of every address, 127.N.x.y, from 1 to 254; kept for the next"
                            + " start. Else HOMEPORT_FLEET_NUMBER.")
    private @Nullable Integer number;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print what runs where: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Whether something is on. */
    public enum Switch {
        /** It is. */
        on,
        /** It is not. */
        off
    }

    /**
     * Makes the command.
     *
     * @param reportsToParent whether it tells its progress to a program, one JSON object a line
     */
    public UpCommand(Launcher launcher, Printer printer, boolean reportsToParent) {
        this.launcher = launcher;
        this.printer = printer;
        this.reportsToParent = reportsToParent;
    }

    @Override
    public void run() {
        var request =
                new LaunchRequest(
                        number == null ? OptionalInt.empty() : OptionalInt.of(number),
                        wan == Switch.on);
        var progress =
                reportsToParent
                        ? new Reported(printer)
                        : new Told(Objects.requireNonNull(spec).commandLine().getErr());
        if (detach) {
            launcher.detach(request, progress);
        } else {
            launcher.run(request, progress);
        }
    }

    /** Steps go to stderr, so that stdout holds the one document. */
    private final class Told implements LaunchProgress {

        private final PrintWriter err;

        Told(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void step(String what, long millis) {
            line(String.format(Locale.ROOT, "%6.1f s  %s", millis / MILLIS_PER_SECOND, what));
        }

        @Override
        public void note(String sentence) {
            line("          " + sentence);
        }

        private synchronized void line(String text) {
            err.print(text + "\n");
            err.flush();
        }

        @Override
        public void ready(Document document, String table) {
            printer.print(document, format, table);
        }
    }

    /** To the process that started this one. */
    private static final class Reported implements LaunchProgress {

        private final Printer printer;

        Reported(Printer printer) {
            this.printer = printer;
        }

        @Override
        public void step(String what, long millis) {
            say(Document.of("step", what).and("millis", millis).build());
        }

        @Override
        public void note(String sentence) {
            say(Document.of("note", sentence).build());
        }

        @Override
        public void ready(Document document, String table) {
            say(Document.of("table", table).and("ready", document).build());
        }

        private synchronized void say(Document told) {
            printer.print(told, Format.json);
        }
    }
}
