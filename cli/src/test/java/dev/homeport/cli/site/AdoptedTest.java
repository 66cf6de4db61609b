package dev.homeport.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import dev.homeport.cli.output.Document;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How it is listed what a site has adopted. */
class AdoptedTest {

    private final List<String> asked = new ArrayList<>();
    private Document page = page(null);

    private static Document page(@Nullable Long next, Document... entries) {
        return Document.builder().and("adopted", List.of(entries)).and("next", next).build();
    }

    private static Document entry(String outcome) {
        return Document.of("kind", "message")
                .and("position", 17L)
                .and("outcome", outcome)
                .and("from", "shanghai#1")
                .and("fromOffset", 4_711L)
                .and("fromEpoch", 1L)
                .and("by", "canada#1")
                .and("byOffset", 12L)
                .and("byEpoch", 2L)
                .build();
    }

    private Ran run(String... arguments) {
        return ScriptedControl.run(printer -> new AdoptedCommand(this::ask, printer), arguments);
    }

    private Document ask(SiteId site, long after, int limit) {
        asked.add(site + " " + after + " " + limit);
        return page;
    }

    @Test
    void eachIsListedWithWhereItStoodAndHowItEnded() {
        page = page(17L, entry("adopted"), entry("repeated"));

        assertThat(run("canada", "--after", "5", "--limit", "2").out())
                .isEqualTo(
                        """
                        KIND     OUTCOME   FROM             EPOCH  BY           EPOCH
                        message  adopted   shanghai#1/4711  1      canada#1/12  2
                        message  repeated  shanghai#1/4711  1      canada#1/12  2
                        More: --after 17
                        """);
        assertThat(asked).containsExactly("canada 5 2");
        assertThat(run("canada", "-o", "json").out())
                .startsWith("{\"adopted\":[{\"kind\":\"message\",\"position\":17,")
                .endsWith("\"next\":17}\n");
    }

    @Test
    void thatNothingWasAdoptedIsSaid() {
        assertThat(run("canada").out()).isEqualTo("Nothing was adopted.\n");
        assertThat(asked).containsExactly("canada 0 100");
    }

    @Test
    void aNameOfNoFormIsRefused() {
        assertThat(run("No Site").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(asked).isEmpty();
    }
}
