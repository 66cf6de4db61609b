package dev.homeport.drills.adapter.html;

import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reports of drills as pages: one file each, which needs neither a network nor a script. A page is
 * made from the report's JSON alone, so that old reports can be shown again. Fields that a report
 * has not got are left out. Stateless.
 */
public final class HtmlReport {

    private static final String SMALLEST_SQUARE = "0 0 16 10";

    private HtmlReport() {}

    /**
     * Makes a page.
     *
     * @param reportJson the report
     * @return HTML that is well-formed XML too
     * @throws UnreadableAnswerException if the report is not one JSON object
     */
    public static String of(String reportJson) throws UnreadableAnswerException {
        var report = JsonText.read(reportJson);
        var page = new Markup();
        page.open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.leaf("title", name(report) + ": " + text(report, "verdict"));
        page.leaf("style", PageStyle.SHEET).close();
        page.open("body").open("main");
        headline(page, report);
        KeyFigures.first(page, report);
        timeLine(page, report);
        phases(page, report);
        moves(page, report);
        KeyFigures.rest(page, report);
        values(page, "Settings", report.object("settings").orElse(JsonObject.EMPTY));
        values(page, "Machine", report.object("machine").orElse(JsonObject.EMPTY));
        page.close().close().close();
        return "<!DOCTYPE html>\n" + page.finish();
    }

    private static String text(JsonObject of, String name) {
        return of.optionalText(name).orElse("-");
    }

    private static String name(JsonObject report) {
        return "Drill "
                + text(report, "kind")
                + report.optionalText("site").map(site -> " of " + site).orElse("");
    }

    private static void headline(Markup page, JsonObject report) {
        var verdict = text(report, "verdict");
        var meaning = meaning(verdict);
        page.open("h1")
                .text(name(report) + " ")
                .leaf("span", verdict, "class", "verdict " + colour(verdict))
                .close();
        page.leaf("p", meaning);
        var asked = report.optionalNumber("askedMillis");
        page.leaf(
                "p",
                text(report, "id")
                        + report.optionalText("by").map(by -> ", asked for by " + by).orElse("")
                        + (asked.isPresent() ? " at " + Words.time(asked.getAsLong()) : ""),
                "class",
                "quiet");
        var reasons = report.texts("reasons");
        if (!reasons.isEmpty()) {
            page.open("ul", "class", "reasons");
            reasons.forEach(why -> page.leaf("li", why));
            page.close();
        }
    }

    private static String meaning(String verdict) {
        return switch (verdict) {
            case "done" -> "It went to its end, and every demand is met.";
            case "broken" -> "A demand is not met, for these reasons:";
            case "aborted" -> "It was given up and undone, and shows nothing:";
            case "timed-out" -> "A phase took too long, and everything is undone:";
            default -> "A verdict that this page does not know.";
        };
    }

    private static String colour(String verdict) {
        return switch (verdict) {
            case "done" -> "good";
            case "broken" -> "bad";
            default -> "warn";
        };
    }

    private static void timeLine(Markup page, JsonObject report) {
        var course = Timed.of(report);
        if (course.endMillis() <= 0) {
            return;
        }
        page.leaf("h2", "Time line");
        page.open("figure").open("div", "class", "wide");
        TimeLine.draw(course, page);
        page.close().open("figcaption");
        if (!course.sites().isEmpty()) {
            key(page, "acknowledged", "acknowledged each second");
            key(page, "demanded", "demanded");
            key(page, "refused", "some were refused");
            key(page, "unknown", "some have no known result");
            key(page, "judged", "the second is judged");
        }
        page.close().close();
    }

    private static void key(Markup page, String sort, String meaning) {
        page.open("span", "class", "key")
                .open("svg", "viewBox", SMALLEST_SQUARE, "aria-hidden", "true");
        var pen = new Pen(page);
        switch (sort) {
            case "refused" -> pen.box(sort, 4, 1, 8, 8);
            case "unknown" -> {
                pen.line(sort, 4, 1, 12, 9);
                pen.line(sort, 4, 9, 12, 1);
            }
            case "judged" -> pen.box(sort, 0, 4, 16, 3);
            default -> pen.line(sort, 0, 5, 16, 5);
        }
        page.close().text(meaning).close();
    }

    private static void phases(Markup page, JsonObject report) {
        var phases = report.objects("phases");
        if (phases.isEmpty()) {
            return;
        }
        page.leaf("h2", "Phases");
        table(page, List.of("phase"), List.of("no.", "from", "to", "took"));
        var number = 0;
        for (var phase : phases) {
            number++;
            var from = phase.optionalNumber("fromMillis");
            var to = phase.optionalNumber("toMillis");
            page.open("tr").leaf("td", text(phase, "name"));
            cell(page, Integer.toString(number));
            cell(page, millis(from));
            cell(page, millis(to));
            cell(
                    page,
                    from.isPresent() && to.isPresent()
                            ? Words.millis(to.getAsLong() - from.getAsLong())
                            : "-");
            page.close();
        }
        page.close().close();
    }

    private static void moves(Markup page, JsonObject report) {
        var moves = report.objects("moves");
        if (moves.isEmpty()) {
            return;
        }
        page.leaf("h2", "Moves");
        table(page, List.of("move", "ended as"), List.of("took"));
        for (var move : moves) {
            page.open("tr").leaf("td", text(move, "kind")).leaf("td", text(move, "phase"));
            cell(page, millis(move.optionalNumber("millis")));
            page.close();
        }
        page.close().close();
    }

    private static String millis(OptionalLong value) {
        return value.isPresent() ? Words.millis(value.getAsLong()) : "-";
    }

    private static void table(Markup page, List<String> headings, List<String> ofNumbers) {
        page.open("div", "class", "wide").open("table").open("tr");
        headings.forEach(heading -> page.leaf("th", heading));
        ofNumbers.forEach(heading -> page.leaf("th", heading, "class", "n"));
        page.close();
    }

    private static void cell(Markup page, String number) {
        page.leaf("td", number, "class", "n");
    }

    private static void values(Markup page, String heading, JsonObject of) {
        if (of.names().isEmpty()) {
            return;
        }
        page.leaf("h2", heading);
        page.open("div", "class", "wide").open("table");
        for (var name : of.names()) {
            var number = of.optionalNumber(name);
            page.open("tr")
                    .leaf("td", Words.of(name))
                    .leaf(
                            "td",
                            number.isPresent()
                                    ? Words.number(name, number.getAsLong())
                                    : of.scalar(name).orElse("-"))
                    .close();
        }
        page.close().close();
    }
}
