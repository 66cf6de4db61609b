package dev.homeport.drills.adapter.html;

import dev.homeport.client.adapter.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The figures of a report. Those that people look for first are shown first; what a newer report
 * counts besides is shown further down, so none is left out. Stateless.
 */
final class KeyFigures {

    private static final List<String> FIRST =
            List.of(
                    "acknowledged",
                    "lost",
                    "duplicated",
                    "reordered",
                    "doubleHomed",
                    "stranded",
                    "adopted",
                    "unknown",
                    "refused",
                    "unsettled");

    /** What must be 0 in every drill. */
    private static final Set<String> MUST_BE_NONE =
            Set.of(
                    "lost",
                    "duplicated",
                    "reordered",
                    "doubleHomed",
                    "altered",
                    "contradicted",
                    "invented",
                    "misdelivered",
                    "refusedButDelivered",
                    "unsettled",
                    "zombieAcknowledged");

    /** Parts of the time from a failure until users are served again, in their order. */
    private static final List<String> PARTS =
            List.of("detectMillis", "leaseMillis", "tableMillis", "openMillis", "reconnectMillis");

    private static final Set<String> NO_FIGURES = Set.of("askedMillis", "beganNanos");

    private KeyFigures() {}

    /** Writes the figures that people look for first. */
    static void first(Markup page, JsonObject report) {
        page.leaf("h2", "Key figures");
        cards(page, report, FIRST);
        times(page, report);
        parts(page, report);
    }

    /** Writes the other figures. */
    static void rest(Markup page, JsonObject report) {
        var rest = new TreeSet<>(report.names());
        FIRST.forEach(rest::remove);
        PARTS.forEach(rest::remove);
        rest.removeAll(NO_FIGURES);
        if (rest.stream().anyMatch(name -> report.optionalNumber(name).isPresent())) {
            page.leaf("h2", "Counted besides");
            cards(page, report, rest);
        }
    }

    private static void cards(Markup page, JsonObject report, Iterable<String> names) {
        page.open("dl", "class", "cards");
        for (var name : names) {
            report.optionalNumber(name).ifPresent(value -> card(page, name, value));
        }
        page.close();
    }

    private static void card(Markup page, String name, long value) {
        var isBad = value != 0 && MUST_BE_NONE.contains(name);
        page.open("div")
                .leaf("dt", Words.of(name))
                .leaf(
                        "dd",
                        Words.number(name, value) + (isBad ? " \u2717" : ""),
                        "data-figure",
                        name,
                        "class",
                        isBad ? "bad" : "plain")
                .close();
    }

    private static void times(Markup page, JsonObject report) {
        var spreads = new ArrayList<String>();
        for (var name : report.names()) {
            if (report.object(name).flatMap(of -> of.scalar("p99")).isPresent()) {
                spreads.add(name);
            }
        }
        if (spreads.isEmpty()) {
            return;
        }
        page.leaf("h2", "How long users waited");
        page.open("div", "class", "wide").open("table").open("tr");
        page.leaf("th", "time");
        for (var heading : List.of("p50", "p99", "max")) {
            page.leaf("th", heading, "class", "n");
        }
        page.close();
        for (var name : spreads) {
            var times = report.object(name).orElse(JsonObject.EMPTY);
            page.open("tr").leaf("td", told(name));
            for (var column : List.of("p50", "p99", "max")) {
                page.leaf(
                        "td",
                        times.optionalNumber(column).isPresent()
                                ? Words.number(name, times.optionalNumber(column).getAsLong())
                                : "-",
                        "class",
                        "n",
                        "data-figure",
                        name + "." + column);
            }
            page.close();
        }
        page.close().close();
    }

    private static String told(String name) {
        return switch (name) {
            case "rtoMillis" -> "from a failure to the next acknowledgement (RTO)";
            case "writePauseMillis" -> "longest wait for an acknowledgement, per user";
            default -> Words.of(name);
        };
    }

    private static void parts(Markup page, JsonObject report) {
        var present =
                PARTS.stream().filter(name -> report.optionalNumber(name).isPresent()).toList();
        if (present.isEmpty()) {
            return;
        }
        page.leaf("h2", "From the failure to service");
        page.open("dl", "class", "cards");
        present.forEach(name -> card(page, name, report.optionalNumber(name).orElse(0)));
        page.close();
    }
}
