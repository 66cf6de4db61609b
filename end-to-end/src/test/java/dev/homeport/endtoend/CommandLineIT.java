package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a running fleet, with a terminal and without one, in other locales. */
@Order(2)
@ExtendWith(SharedFleet.class)
class CommandLineIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final String ESCAPE = "\u001b";

    /** One letter of each kind that a locale may change: case, width, planes. */
    private static final String TEXT = "iI\u0131\u0130 \u00df \u4f60\u597d \ud83d\ude00";

    private static final Homeport.Manner TURKISH =
            new Homeport.Manner(
                    Map.of("LC_ALL", "tr_TR.UTF-8", "LANG", "tr_TR.UTF-8"),
                    List.of("-Duser.language=tr", "-Duser.country=TR"),
                    "");

    private static final List<Homeport.Manner> MANNERS =
            List.of(
                    Homeport.Manner.with("LC_ALL", "C"),
                    Homeport.Manner.with("NO_COLOR", "1"),
                    new Homeport.Manner(
                            Map.of("TERM", "xterm-256color", "CLICOLOR_FORCE", "1"), List.of(), ""),
                    TURKISH);

    @Test
    void theSameBytesComeOutOnATerminalAndInAPipe(Fleet fleet) throws Exception {
        var command = new String[] {"route", "explain", "--handle", "kai", "-o", "json"};
        var plain = fleet.run(command).succeeded();
        assertThat(plain.json().path("home").asText()).isEqualTo(Fleet.HONGKONG.name());
        for (var manner : MANNERS) {
            var piped = fleet.homeport().run(BOUND, manner, command);
            var onTerminal = fleet.homeport().runOnTerminal(BOUND, manner, command);

            assertThat(piped).as("%s", manner).isEqualTo(plain);
            assertThat(onTerminal.code()).isZero();
            // The one thing that a terminal adds, by itself.
            assertThat(onTerminal.out())
                    .as("%s", manner)
                    .isEqualTo(plain.out().replace("\n", "\r\n"));
        }
    }

    @Test
    void jsonIsAllThatComesOutOnATerminalToo(Fleet fleet) throws Exception {
        for (var command : List.of("status", "wan show", "wan heal")) {
            var arguments = (command + " -o json").split(" ", -1);
            var piped = fleet.homeport().run(BOUND, TURKISH, arguments).succeeded();
            var onTerminal = fleet.homeport().runOnTerminal(BOUND, TURKISH, arguments).succeeded();

            for (var said : List.of(piped.out(), onTerminal.out().replace("\r\n", "\n"))) {
                assertThat(said).doesNotContain(ESCAPE).startsWith("{").endsWith("}\n");
                // A second document, or a word after the first one, would fail here.
                assertThat(JSON.readerFor(Map.class).<Object>readValues(said).readAll()).hasSize(1);
            }
            assertThat(piped.err()).isEmpty();
        }
    }

    @Test
    void aTextPassesThroughTheChatOfAnyLocaleUnchanged(Fleet fleet) throws Exception {
        var mark = "locale " + UUID.randomUUID() + " ";
        try (var amy = new Member(fleet, "amy")) {
            for (var locale : List.of("C", "tr_TR.UTF-8", "en_US.ISO-8859-1")) {
                var manner =
                        new Homeport.Manner(
                                Map.of("LC_ALL", locale),
                                List.of(),
                                "amy: " + mark + locale + " " + TEXT + "\n");
                fleet.homeport().run(BOUND, manner, "chat", "--as", "mei").succeeded();
            }

            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactly(
                                            mark + "C " + TEXT,
                                            mark + "tr_TR.UTF-8 " + TEXT,
                                            mark + "en_US.ISO-8859-1 " + TEXT));
        }
    }

    @Test
    void whoCannotAnswerIsNotAsked(Fleet fleet, @TempDir Path otherState) throws Exception {
        var other = new Homeport(fleet.homeport().root(), otherState, Fleet.NUMBER);

        var said = other.run(BOUND, "down", "--wipe");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("there is nobody to ask; give --yes");
        assertThat(otherState).isDirectory();
    }
}
