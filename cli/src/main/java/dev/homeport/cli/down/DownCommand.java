package dev.homeport.cli.down;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.terminal.Asker;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homeport down}. */
@Command(
        name = "down",
        description = {
            "Ends what 'homeport up' started, and nothing else.",
            "",
            "The data stay, unless --wipe is given.",
            ""
        })
public final class DownCommand implements Runnable {

    private final FleetEnder ender;
    private final Printer printer;
    private final Asker asker;

    @Option(names = "--wipe", description = "Remove the data too; asks first.")
    private boolean wipe;

    @Option(names = "--yes", description = "Do not ask; needed where nobody could answer.")
    private boolean yes;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print what was ended: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Makes the command. */
    public DownCommand(FleetEnder ender, Printer printer, Asker asker) {
        this.ender = ender;
        this.printer = printer;
        this.asker = asker;
    }

    @Override
    public void run() {
        if (wipe && !yes) {
            confirm();
        }
        var ended = ender.end();
        if (wipe) {
            ender.wipe();
        }
        printer.print(document(ended), format, sentence(ended));
    }

    private void confirm() {
        var answer = asker.ask("Remove everything under " + ender.stateFolder() + "? [y/N] ");
        if (answer.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "wipe: there is nobody to ask; give --yes to remove the data");
        }
        var word = answer.get().strip().toLowerCase(Locale.ROOT);
        if (!word.equals("y") && !word.equals("yes")) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "wipe: not confirmed; nothing was ended or removed");
        }
    }

    private Document document(FleetEnder.Ended ended) {
        return Document.of("stateFolder", ender.stateFolder().toString())
                .and("launcher", ended.launcher().orElse(null))
                .and("orphans", ended.orphans())
                .and("wiped", wipe)
                .build();
    }

    private String sentence(FleetEnder.Ended ended) {
        var text = new StringBuilder();
        text.append(
                ended.launcher()
                        .map(pid -> "The launcher with pid " + pid + " and its fleet have ended.\n")
                        .orElse("No launcher was running.\n"));
        ended.orphans().forEach(each -> text.append(each).append('\n'));
        text.append(
                wipe
                        ? "The data under " + ender.stateFolder() + " have been removed.\n"
                        : "The data stay under " + ender.stateFolder() + ".\n");
        return text.toString();
    }
}
