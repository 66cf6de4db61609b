package dev.homeport.cli.site;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.vocabulary.Quoted;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport site policy}. */
@Command(
        name = "policy",
        description = {
            "Says what becomes of a site that is lost; shows it when there is nothing to change.",
            "",
            "Prints the policy as it is then.",
            ""
        },
        footer = {
            "",
            "Example:  homeport site policy shanghai --automation propose --isolation-budget 15m"
        })
public final class PolicyCommand implements Runnable {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|)");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final ControlTool tool;
    private final Printer printer;
    private final Supplier<String> requestIds;

    /** What the control plane does by itself. */
    enum Automation {
        observe,
        propose,
        automatic
    }

    @Parameters(paramLabel = "SITE", description = "The site.")
    private String site = "";

    @Option(
            names = "--automation",
            paramLabel = "MODE",
            description =
                    "What the control plane does when the site is lost: ${COMPLETION-CANDIDATES}."
                            + " It only says so, or proposes a takeover to an operator, or takes"
                            + " over by itself.")
    private @Nullable Automation automation;

    @Option(
            names = "--isolation-budget",
            paramLabel = "TIME",
            description =
                    "How long the site goes on acknowledging while it reaches no majority, and so"
                            + " how long a takeover waits: such as 30s, 15m or 500ms; seconds"
                            + " without a unit.")
    private @Nullable String isolationBudget;

    @Option(
            names = "--expected-version",
            paramLabel = "N",
            description = "Refuse when the routing table has another version.")
    private @Nullable Long expectedVersion;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "homeport site policy";

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param requestIds gives every wish a name of its own
     */
    public PolicyCommand(ControlTool tool, Printer printer, Supplier<String> requestIds) {
        this.tool = tool;
        this.printer = printer;
        this.requestIds = requestIds;
    }

    @Override
    public void run() {
        var named = NamedSite.of("site", site);
        var budget =
                isolationBudget == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(millis(isolationBudget));
        if (automation != null || budget.isPresent()) {
            tool.policy(
                    new PolicyWish(
                            requestIds.get(),
                            named,
                            Optional.ofNullable(automation).map(Automation::name),
                            budget,
                            expectedVersion == null
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(expectedVersion),
                            reason));
        }
        var now = tool.site(named).site();
        printer.print(SitesDocument.policy(now), output.format(), SitesTable.policy(now));
    }

    private static long millis(String text) {
        var read = SPAN.matcher(text);
        if (!read.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--isolation-budget: "
                            + Quoted.of(text)
                            + " is no time; use such as 30s, 15m or 500ms");
        }
        var number = Long.parseLong(read.group(1));
        return switch (read.group(2)) {
            case "ms" -> number;
            case "m" -> number * MINUTE;
            default -> number * SECOND;
        };
    }
}
