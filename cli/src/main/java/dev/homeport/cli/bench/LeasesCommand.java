package dev.homeport.cli.bench;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code homeport bench leases}. */
@Command(
        name = "leases",
        description = {
            "Tells from the journals of a fleet that runs or ran how often leases of other lengths"
                    + " would have lapsed, and how often silences would have been taken for a loss"
                    + " under other time limits. Starts nothing and changes nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport bench leases",
            "  homeport bench leases --journals /srv/homeport -o json"
        })
public final class LeasesCommand implements Runnable {

    private final LeaseCurveTool tool;
    private final Path state;
    private final Printer printer;

    @Option(
            names = "--journals",
            paramLabel = "FOLDER",
            description =
                    "Where the journals are, in it or below; the state folder of the fleet of this"
                            + " machine if not given.")
    private @Nullable Path journals;

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param state whose journals are read when none are named
     */
    public LeasesCommand(LeaseCurveTool tool, Path state, Printer printer) {
        this.tool = tool;
        this.state = state;
        this.printer = printer;
    }

    @Override
    public void run() {
        var report = tool.leases(journals == null ? state : journals);
        printer.print(report, output.format(), LeasesTable.of(report));
    }
}
