package dev.homeport.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.output.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillComparisonTest {

    private static Document report(String id, long lost, long p99, long processors) {
        return Document.of("id", id)
                .and("kind", "evacuation")
                .and("site", "canada")
                .and("verdict", "done")
                .and("lost", lost)
                .and(
                        "writePauseMillis",
                        Document.builder().and("p50", 1L).and("p99", p99).and("max", p99).build())
                .and("machine", Document.builder().and("processors", processors).build())
                .build();
    }

    private static Document figure(Document comparison, String name) {
        return comparison.documents("figures").stream()
                .filter(figure -> figure.text("name").orElse("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachFigureStandsBesideTheOthersWithWhatTheOtherHasMore() {
        var comparison = DrillComparison.of(report("d-a", 3, 400, 2), report("d-b", 1, 650, 2));

        assertThat(figure(comparison, "lost").number("difference")).hasValue(-2);
        var pause = figure(comparison, "writePauseMillis.p99");
        assertThat(pause.number("value")).hasValue(400);
        assertThat(pause.number("other")).hasValue(650);
        assertThat(pause.number("difference")).hasValue(250);
        assertThat(comparison.texts("notes")).isEmpty();
    }

    @Test
    void aFigureOfOneOfThemHasNoDifference() {
        var other =
                Document.of("id", "d-b")
                        .and("rtoMillis", Document.builder().and("p99", 9L).build())
                        .build();

        var figure = figure(DrillComparison.of(report("d-a", 0, 1, 2), other), "rtoMillis.p99");

        assertThat(figure.number("value")).isEmpty();
        assertThat(figure.number("other")).hasValue(9);
        assertThat(figure.number("difference")).isEmpty();
    }

    @Test
    void figuresOfTwoMachinesCarryANote() {
        var comparison = DrillComparison.of(report("d-a", 0, 1, 2), report("d-b", 0, 1, 64));

        assertThat(comparison.texts("notes"))
                .isEqualTo(List.of("machine.processors differs: 2 and 64"));
        assertThat(DrillComparison.table(comparison))
                .contains("FIGURE", "d-a", "d-b", "writePauseMillis.p99", "note: machine.");
    }
}
