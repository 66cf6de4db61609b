package dev.homeport.cli.site;

import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport site cordon}. */
@Command(
        name = "cordon",
        description = {
            "Keeps homes from being moved to a site; the homes that it has stay.",
            "",
            "Prints the site as it is then.",
            ""
        })
public final class CordonCommand implements Runnable {

    private final ControlTool tool;
    private final Printer printer;
    private final Supplier<String> requestIds;

    @Parameters(paramLabel = "SITE", description = "The site.")
    private String site = "";

    @Option(names = "--off", description = "Let homes be moved to it again.")
    private boolean off;

    @Option(
            names = "--expected-version",
            paramLabel = "N",
            description = "Refuse when the routing table has another version.")
    private @Nullable Long expectedVersion;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "homeport site cordon";

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param requestIds gives every wish a name of its own
     */
    public CordonCommand(ControlTool tool, Printer printer, Supplier<String> requestIds) {
        this.tool = tool;
        this.printer = printer;
        this.requestIds = requestIds;
    }

    @Override
    public void run() {
        var named = NamedSite.of("site", site);
        var already =
                tool.cordon(
                        named,
                        !off,
                        requestIds.get(),
                        expectedVersion == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(expectedVersion),
                        reason);
        var now = tool.site(named).site();
        printer.print(
                Document.builder()
                        .and("already", already)
                        .and("site", SitesDocument.of(now))
                        .build(),
                output.format(),
                SitesTable.of(now));
    }
}
