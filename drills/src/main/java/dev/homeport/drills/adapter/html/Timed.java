package dev.homeport.drills.adapter.html;

import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.drills.adapter.html.Drawing.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report says of its drill's course. Times are milliseconds since the drill began.
 *
 * @param phases the phases, in their order
 * @param sites what the users of each site were told, by the site's name
 * @param streams how many entries each stream was behind, by its name
 * @param demanded how many acknowledgements a second were demanded for a site's users; 0 if the
 *     report does not say
 */
record Timed(
        List<Phase> phases,
        Map<String, List<Second>> sites,
        Map<String, List<Point>> streams,
        long demanded) {

    static final long SECOND_MILLIS = 1_000;

    record Phase(String name, long from, long to) {}

    record Second(long t, long acknowledged, long refused, long unknown, boolean counts) {}

    static Timed of(JsonObject report) {
        var phases =
                report.objects("phases").stream()
                        .map(phase ->
                                new Phase(
                                        text(phase, "name"),
                                        number(phase, "fromMillis"),
                                        number(phase, "toMillis")))
                        .toList();
        var sites = new LinkedHashMap<String, List<Second>>();
        for (var bin : report.objects("perSecond")) {
            sites.computeIfAbsent(text(bin, "site"), _ -> new ArrayList<>())
                    .add(
                            new Second(
                                    number(bin, "t"),
                                    number(bin, "acknowledged"),
                                    number(bin, "refused"),
                                    number(bin, "unknown"),
                                    bin.isTrue("counts")));
        }
        var streams = new LinkedHashMap<String, List<Point>>();
        for (var lag : report.objects("lag")) {
            streams.computeIfAbsent(
                            text(lag, "from") + " \u2192 " + text(lag, "to"),
                            _ -> new ArrayList<>())
                    .add(new Point(number(lag, "t") * SECOND_MILLIS, number(lag, "entries")));
        }
        var demanded =
                report.object("settings")
                        .map(settings -> number(settings, "ratePerSite"))
                        .orElse(0L);
        return new Timed(phases, sites, streams, demanded);
    }

    private static String text(JsonObject of, String name) {
        return of.optionalText(name).orElse("-");
    }

    private static long number(JsonObject of, String name) {
        return of.optionalNumber(name).orElse(0);
    }

    /** When the last of it was. */
    long endMillis() {
        var end = phases.stream().mapToLong(Phase::to).max().orElse(0);
        for (var seconds : sites.values()) {
            end = Math.max(end, (seconds.getLast().t() + 1) * SECOND_MILLIS);
        }
        for (var points : streams.values()) {
            end = Math.max(end, points.getLast().millis());
        }
        return end;
    }

    /** The most that the users of a site got acknowledged within a second. */
    long mostAcknowledged() {
        return sites.values().stream()
                .flatMap(List::stream)
                .mapToLong(Second::acknowledged)
                .max()
                .orElse(0);
    }

    /** The most that a stream was behind. */
    long mostEntries() {
        return streams.values().stream()
                .flatMap(List::stream)
                .mapToLong(Point::value)
                .max()
                .orElse(0);
    }
}
