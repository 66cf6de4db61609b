package dev.homeport.drills.adapter.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {

    private static final String HOSTILE = "</style><script>alert('1')</script>&\"\u0001\uD800 é";

    private static Map<String, Object> quantiles(long p50, long p99, long max) {
        return Map.of("p50", p50, "p99", p99, "max", max);
    }

    private static Map<String, Object> second(
            long t, String site, long acknowledged, long refused, long unknown, boolean counts) {
        return Map.of(
                "t",
                t,
                "site",
                site,
                "acknowledged",
                acknowledged,
                "refused",
                refused,
                "unknown",
                unknown,
                "counts",
                counts);
    }

    private static Map<String, Object> lag(long t, String from, String to, long entries) {
        return Map.of("t", t, "from", from, "to", to, "entries", entries);
    }

    private static Map<String, Object> phase(String name, long from, long to) {
        return Map.of("name", name, "fromMillis", from, "toMillis", to);
    }

    /** A report that has every field. */
    private static Map<String, Object> full() {
        var report = new LinkedHashMap<String, Object>();
        report.put("schema", "homeport/drill-report/0");
        report.put("id", "d-0123456789ab");
        report.put("kind", "site-loss");
        report.put("site", "shanghai");
        report.put("verdict", "broken");
        report.put("reasons", List.of("lost: 2, and none may be", "rate: in 1 of 4 seconds"));
        report.put("by", "mei");
        report.put("askedMillis", 1_796_047_220_840L);
        report.put("acknowledged", 12_345L);
        report.put("lost", 2L);
        report.put("duplicated", 0L);
        report.put("stranded", 7L);
        report.put("adopted", 7L);
        report.put("countedByALaterRelease", 99L);
        report.put("detectMillis", 1_100L);
        report.put("reconnectMillis", 250L);
        report.put("rtoMillis", quantiles(4_001, 5_002, 6_003));
        report.put("writePauseMillis", quantiles(401, 502, 603));
        report.put("beganNanos", 5L);
        report.put("moves", List.of(Map.of("kind", "takeover", "phase", "done", "millis", 2_500L)));
        report.put("phases", List.of(phase("baseline", 0, 2_000), phase("loss", 2_000, 4_000)));
        report.put(
                "perSecond",
                List.of(
                        second(0, "shanghai", 20, 0, 0, true),
                        second(0, "canada", 10, 0, 0, true),
                        second(1, "shanghai", 0, 3, 0, true),
                        second(1, "canada", 5, 0, 2, false)));
        report.put(
                "lag",
                List.of(
                        lag(0, "shanghai", "canada", 0),
                        lag(1, "shanghai", "canada", 50),
                        lag(1, "canada", "shanghai", 25)));
        report.put("machine", Map.of("os", "Linux 6"));
        report.put("settings", Map.of("ratePerSite", 10L, "isolationBudgetMillis", 5_000L));
        return report;
    }

    private static Document rendered(Map<String, Object> report) throws Exception {
        var page = HtmlReport.of(JsonText.write(report));
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(UTF_8)));
    }

    private static List<Element> all(Document page, String element, String attribute) {
        var found = new ArrayList<Element>();
        var nodes = page.getElementsByTagName(element);
        for (var index = 0; index < nodes.getLength(); index++) {
            if (nodes.item(index) instanceof Element one && one.hasAttribute(attribute)) {
                found.add(one);
            }
        }
        return found;
    }

    private static List<Element> ofClass(Document page, String element, String name) {
        return all(page, element, "class").stream()
                .filter(one -> one.getAttribute("class").equals(name))
                .toList();
    }

    private static String figure(Document page, String name) {
        for (var element : List.of("dd", "td")) {
            for (var one : all(page, element, "data-figure")) {
                if (one.getAttribute("data-figure").equals(name)) {
                    return one.getTextContent();
                }
            }
        }
        return "not there";
    }

    private static Optional<String> curve(Document page, String sort, String of) {
        return ofClass(page, "polyline", sort).stream()
                .filter(one -> one.getAttribute("data-of").equals(of))
                .map(one -> one.getAttribute("points"))
                .findFirst();
    }

    private static List<String> heights(Document page, String sort, String of) {
        return List.of(curve(page, sort, of).orElseThrow().split(" ", -1)).stream()
                .map(point -> point.substring(point.indexOf(',') + 1))
                .toList();
    }

    @Test
    void theVerdictAndItsReasonsComeFirst() throws Exception {
        var page = rendered(full());

        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .contains("site-loss of shanghai", "broken");
        assertThat(ofClass(page, "ul", "reasons"))
                .singleElement()
                .extracting(Element::getTextContent)
                .asString()
                .contains("lost: 2, and none may be", "rate: in 1 of 4 seconds");
        assertThat(page.getElementsByTagName("main").item(0).getTextContent())
                .contains("d-0123456789ab", "mei", "2026-11-30 14:00:20 UTC");
    }

    @Test
    void everyFigureIsThere() throws Exception {
        var page = rendered(full());

        assertThat(figure(page, "acknowledged")).isEqualTo("12,345");
        assertThat(figure(page, "lost")).isEqualTo("2 \u2717");
        assertThat(figure(page, "duplicated")).isEqualTo("0");
        assertThat(figure(page, "stranded")).isEqualTo("7");
        assertThat(figure(page, "countedByALaterRelease")).isEqualTo("99");
        assertThat(figure(page, "detectMillis")).isEqualTo("1,100 ms");
        assertThat(figure(page, "reconnectMillis")).isEqualTo("250 ms");
        assertThat(figure(page, "rtoMillis.p50")).isEqualTo("4,001 ms");
        assertThat(figure(page, "rtoMillis.p99")).isEqualTo("5,002 ms");
        assertThat(figure(page, "writePauseMillis.max")).isEqualTo("603 ms");
        assertThat(figure(page, "beganNanos")).isEqualTo("not there");
    }

    @Test
    void theLinesOfAllSitesHaveOneScale() throws Exception {
        var page = rendered(full());

        // 20 is the top of a strip of 84, 0 its bottom; the strips begin at 42 and at 144.
        assertThat(heights(page, "acknowledged", "shanghai")).containsExactly("42", "126");
        assertThat(heights(page, "acknowledged", "canada")).containsExactly("186", "207");
        // Four seconds share what is right of the labels; a second's value is at its middle.
        assertThat(curve(page, "acknowledged", "shanghai"))
                .hasValueSatisfying(points -> assertThat(points).startsWith("276,"));
    }

    @Test
    void whatWasRefusedOrUnknownIsMarkedAtItsSecond() throws Exception {
        var page = rendered(full());

        assertThat(
                        ofClass(page, "rect", "hover").stream()
                                .map(Element::getTextContent)
                                .map(String::strip))
                .containsExactly(
                        "shanghai, second 0: 20 acknowledged, 0 refused, 0 unknown",
                        "shanghai, second 1: 0 acknowledged, 3 refused, 0 unknown",
                        "canada, second 0: 10 acknowledged, 0 refused, 0 unknown",
                        "canada, second 1: 5 acknowledged, 0 refused, 2 unknown; not judged");
        // One of each is the legend's.
        assertThat(ofClass(page, "rect", "refused")).hasSize(2);
        assertThat(ofClass(page, "line", "unknown")).hasSize(4);
        assertThat(ofClass(page, "rect", "judged")).hasSize(4);
    }

    @Test
    void everyStreamHasItsLag() throws Exception {
        var page = rendered(full());

        // 50 is the top of a strip of 44; the strips begin at 246 and at 308.
        assertThat(heights(page, "lag", "shanghai \u2192 canada")).containsExactly("290", "246");
        assertThat(heights(page, "lag", "canada \u2192 shanghai")).containsExactly("330");
    }

    @Test
    void withoutLagThereIsNoStripForIt() throws Exception {
        var report = full();
        report.remove("lag");

        assertThat(ofClass(rendered(report), "polyline", "lag")).isEmpty();
    }

    @Test
    void phasesAndMovesAreTold() throws Exception {
        var page = rendered(full());

        assertThat(
                        all(page, "rect", "class").stream()
                                .filter(one ->
                                        List.of("band", "plain")
                                                .contains(one.getAttribute("class")))
                                .map(one ->
                                        one.getTextContent().strip()
                                                + " "
                                                + one.getAttribute("x")
                                                + " "
                                                + one.getAttribute("width")))
                .containsExactly("baseline 180 384", "loss 564 384");
        assertThat(page.getElementsByTagName("main").item(0).getTextContent())
                .contains("takeover", "2,500 ms", "isolation budget", "5,000 ms", "Linux 6");
    }

    @Test
    void aReportOfADrillThatNeverBeganIsAPageToo() throws Exception {
        var page =
                rendered(
                        Map.of(
                                "kind",
                                "pause",
                                "verdict",
                                "aborted",
                                "reasons",
                                List.of("died"),
                                "phases",
                                List.of()));

        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).contains("aborted");
        assertThat(page.getElementsByTagName("svg").getLength()).isZero();
    }

    @Test
    void noTextOfAReportBecomesMarkup() throws Exception {
        var report = full();
        report.replaceAll((_, value) -> value instanceof String ? HOSTILE : value);
        report.put("reasons", List.of(HOSTILE));
        report.put(HOSTILE, 1L);
        report.put("machine", Map.of(HOSTILE, HOSTILE));
        report.put("phases", List.of(phase(HOSTILE, 0, 2_000)));
        report.put("perSecond", List.of(second(0, HOSTILE, 1, 0, 0, true)));
        report.put("lag", List.of(lag(0, HOSTILE, HOSTILE, 1)));
        report.put("moves", List.of(Map.of("kind", HOSTILE, "phase", HOSTILE)));

        var page = rendered(report);

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("style").getLength()).isOne();
        assertThat(ofClass(page, "polyline", "acknowledged"))
                .singleElement()
                .extracting(one -> one.getAttribute("data-of"))
                .isEqualTo("</style><script>alert('1')</script>&\"\uFFFD\uFFFD é");
    }

    @Test
    void absurdNumbersDoNotStopIt() throws Exception {
        var report = full();
        report.put("askedMillis", Long.MAX_VALUE);
        report.put("perSecond", List.of(second(1, "canada", Long.MAX_VALUE, 0, 0, true)));
        report.put("phases", List.of(phase("long", -5, Long.MAX_VALUE / 4)));

        assertThat(rendered(report).getElementsByTagName("polyline").getLength()).isPositive();
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws Exception {
        var page = HtmlReport.of(JsonText.write(full()));

        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(", "src=")
                .contains("prefers-color-scheme: dark", "@media print");
    }

    @Test
    void whatIsNoReportIsRefused() {
        assertThatThrownBy(() -> HtmlReport.of("[]")).isInstanceOf(UnreadableAnswerException.class);
    }
}
