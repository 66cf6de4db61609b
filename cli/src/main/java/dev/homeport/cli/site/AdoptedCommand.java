package dev.homeport.cli.site;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport site adopted}. */
@Command(
        name = "adopted",
        description = {
            "Lists what lost sites alone had acknowledged and what became of it, as one site holds"
                    + " it."
        },
        footer = {"", "Example:  homeport site adopted canada --limit 20"})
public final class AdoptedCommand implements Runnable {

    private final AdoptedSource source;
    private final Printer printer;

    @Parameters(paramLabel = "SITE", description = "The site that is asked.")
    private String site = "";

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where to begin: the 'next' of the page before.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most, up to 1000; ${DEFAULT-VALUE} if not given.")
    private int limit;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public AdoptedCommand(AdoptedSource source, Printer printer) {
        this.source = source;
        this.printer = printer;
    }

    @Override
    public void run() {
        var page = source.page(NamedSite.of("site", site), after, limit);
        printer.print(page, output.format(), table(page));
    }

    private static String table(Document page) {
        var columns = new Columns("", "KIND", "OUTCOME", "FROM", "EPOCH", "BY", "EPOCH");
        for (var each : page.documents("adopted")) {
            columns.row(
                    each.text("kind").orElse(""),
                    each.text("outcome").orElse(""),
                    at(each, "from"),
                    number(each, "fromEpoch"),
                    at(each, "by"),
                    number(each, "byEpoch"));
        }
        var rows = columns.render();
        var more = page.number("next");
        return (rows.isEmpty() ? "Nothing was adopted.\n" : rows)
                + (more.isPresent() ? "More: --after " + more.getAsLong() + "\n" : "");
    }

    private static String at(Document each, String field) {
        return each.text(field).orElse("") + "/" + number(each, field + "Offset");
    }

    private static String number(Document each, String field) {
        var number = each.number(field);
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }
}
