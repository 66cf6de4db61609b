package dev.homeport.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {

    private static final String[] BROKEN = {
        "--seed", "1", "--focus", "witness-losses", "--without", "empty-waits"
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Path> replayed = new ArrayList<>();
    private List<JournalReplay.Replayed> answer =
            List.of(same(Path.of("some/lease-journal"), "lease", 7));
    private Exception failure = new Exception("none");

    @Test
    void aSeedThatHoldsTellsWhatHappenedAndEndsWithZero() {
        var code = run("--seed", "3", "--seconds", "5");

        assertThat(code).isZero();
        assertThat(printed())
                .containsPattern("\\d+\\.\\d{6} shanghai/\\d leads in term 1\n")
                .contains("Seed 3, 5 simulated seconds, focus none, all rules: ")
                .endsWith("Every invariant held.\n");
    }

    @Test
    void aSeedThatBreaksWithoutARuleTellsTheScheduleAndTheViolation() {
        var code = run(BROKEN);

        assertThat(code).isEqualTo(ExitCode.BROKEN.number());
        assertThat(printed())
                .contains("witness canada crashes", "I1 is broken: ")
                .contains("focus witness-losses, without empty-waits: ")
                .containsPattern("\nseed 1 breaks I1 at \\d+ ms: ")
                .endsWith("1 of 1 seeds broke an invariant.\n");
    }

    @Test
    void asJsonAViolationHasInvariantSeedAndTrace() throws IOException {
        run(concat(BROKEN, "-o", "json"));

        var told = JsonReader.read(printed());
        assertThat(told.text("focus")).contains("witness-losses");
        assertThat(told.texts("without")).containsExactly("empty-waits");
        assertThat(told.texts("broken")).containsExactly("1");
        var violation = told.documents("violations").getFirst();
        assertThat(violation.text("invariant")).contains("I1");
        assertThat(violation.number("seed")).hasValue(1);
        assertThat(violation.texts("trace")).last().asString().contains("I1 is broken: ");
        assertThat(told.number("events").orElseThrow()).isGreaterThan(1_000);
        assertThat(told.number("millis")).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"2-4, 3", "2..4, 3", "5-5, 1"})
    void aRangeOfSeedsRunsThemAll(String range, long seeds) throws IOException {
        assertThat(run("--seeds", range, "--seconds", "3", "-o", "json")).isZero();

        var told = JsonReader.read(printed());
        assertThat(told.number("seeds")).hasValue(seeds);
        assertThat(told.documents("violations")).isEmpty();
        assertThat(told.document("reached").orElseThrow().number("openedHomes").orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seeds 4|seeds: \"4\" is no range; use FROM-TO, such as 1-500",
                "--seeds 5-4|seeds: 5 to 4 is no range of 1 to 100000",
                "--seeds 1-100001|seeds: 1 to 100001 is no range of 1 to 100000",
                "--seed -1|seeds: -1 to -1 is no range of 1 to 100000",
                "--seed 1 --seconds 0|seconds: 0 is out of range; use 1 to 3600",
                "--seed 1 --focus rain|focus: there is no \"rain\"; use one of none, clocks-at",
                "--seed 1 --without all|without: there is no \"all\"; use one of"
                        + " footprint-is-union",
                "--seed 1 --scenario moves --without sun|use one of opening-behind-its-vector,",
                "--seed 1 --scenario moves --focus second-lives|focus: the scenario of moves has",
                "--seed 1 --scenario takeovers --focus second-lives|scenario of takeovers has none",
                "--replay j --scenario moves|replay: a journal has its own faults and all rules",
                "--replay j --seconds 9|replay: a journal has its own faults and all rules",
                "--replay j --without empty-waits|leave out --scenario, --seconds, --focus and"
                        + " --without",
            })
    void whatCannotBeRunIsRefused(String options, String message) {
        assertThat(run(options.split(" "))).isEqualTo(ExitCode.USAGE.number());
        assertThat(failure).hasMessageContaining(message);
        assertThat(printed()).isEmpty();
    }

    @Test
    void aSeedOfMovesTellsWhatMoved() {
        assertThat(run("--scenario", "moves", "--seed", "3", "--seconds", "8")).isZero();

        assertThat(printed())
                .containsPattern("\\d+\\.\\d{6} (ada|bo) wants ")
                .contains("Seed 3, 8 simulated seconds, scenario moves, all rules: ")
                .containsPattern(
                        "\\d+ homes opened, \\d+ moves begun, \\d+ done, \\d+ taken back\n")
                .endsWith("Every invariant held.\n");
    }

    @Test
    void aSeedOfTakeoversTellsWhatWasLostAndWhatCameOfIt() {
        assertThat(run("--scenario", "takeovers", "--seed", "1")).isZero();

        assertThat(printed())
                .contains("Seed 1, 60 simulated seconds, scenario takeovers, all rules: ")
                .containsPattern("[1-9]\\d* sites lost, [1-9]\\d* taken over, \\d+ returned; ")
                .containsPattern("\\d+ writes stranded, \\d+ adopted\n")
                .endsWith("Every invariant held.\n");
    }

    @Test
    void movesWithoutARuleOfTheControlPlaneBreakAndAreTold() throws IOException {
        var code =
                run(
                        "--scenario",
                        "moves",
                        "--seeds",
                        "12-13",
                        "--without",
                        "TABLE_CONTINUES",
                        "-o",
                        "json");

        assertThat(code).isEqualTo(ExitCode.BROKEN.number());
        var told = JsonReader.read(printed());
        assertThat(told.text("scenario")).contains("moves");
        assertThat(told.number("seconds")).hasValue(60);
        assertThat(told.texts("without")).containsExactly("table-continues");
        assertThat(told.texts("broken")).contains("12");
        assertThat(told.document("reached").orElseThrow().number("begunMoves").orElseThrow())
                .isPositive();
    }

    @Test
    void aReplayWithTheSameEffectsEndsWithZero() {
        assertThat(run("--replay", "some/lease-journal")).isZero();

        assertThat(replayed).containsExactly(Path.of("some/lease-journal"));
        assertThat(printed())
                .isEqualTo("The lease journal replays as it ran: 7 steps, the same effects.\n");
    }

    @Test
    void aReplayThatGoesAnotherWayTellsWhereAndEndsWithSeven() throws IOException {
        answer = List.of(differing(Path.of("journal")));

        assertThat(run("--replay", "journal")).isEqualTo(ExitCode.BROKEN.number());
        assertThat(printed())
                .isEqualTo(
                        """
                        The link journal goes another way at step 9.
                        input     Tick[]
                        recorded  [Dial]
                        replayed  []
                        """);
        out.reset();
        run("--replay", "journal", "-o", "json");
        var told = JsonReader.read(printed());
        assertThat(told.truth("same")).contains(false);
        assertThat(told.document("difference").flatMap(other -> other.text("recorded")))
                .contains("[Dial]");
    }

    @Test
    void ofAFolderEachJournalIsTold() throws IOException {
        var fine = same(Path.of("fleet/home-journal"), "home", 12);
        var refused =
                new JournalReplay.Replayed(
                        Path.of("fleet/journal"), "", 0, Optional.empty(), Optional.of("damaged"));
        answer = List.of(fine);
        assertThat(run("--replay", "fleet")).isZero();
        answer = List.of(fine, refused);
        assertThat(run("--replay", "fleet")).isEqualTo(ExitCode.OPERATOR.number());
        out.reset();
        answer = List.of(fine, refused, differing(Path.of("fleet/link-journal")));

        assertThat(run("--replay", "fleet")).isEqualTo(ExitCode.BROKEN.number());
        assertThat(printed())
                .isEqualTo(
                        """
                        fleet/home-journal: The home journal replays as it ran: 12 steps, the same effects.
                        fleet/journal: cannot be replayed: damaged
                        fleet/link-journal: The link journal goes another way at step 9.
                        input     Tick[]
                        recorded  [Dial]
                        replayed  []
                        """);
        out.reset();
        run("--replay", "fleet", "-o", "json");
        var told = JsonReader.read(printed());
        assertThat(told.truth("same")).contains(false);
        assertThat(told.documents("journals"))
                .extracting(journal -> journal.truth("same").orElseThrow())
                .containsExactly(true, false, false);
    }

    private static JournalReplay.Replayed same(Path file, String journal, long steps) {
        return new JournalReplay.Replayed(file, journal, steps, Optional.empty(), Optional.empty());
    }

    private static JournalReplay.Replayed differing(Path file) {
        return new JournalReplay.Replayed(
                file,
                "link",
                9,
                Optional.of(new JournalReplay.Difference("Tick[]", "[Dial]", "[]")),
                Optional.empty());
    }

    private static String[] concat(String[] first, String... more) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    private int run(String... arguments) {
        var renderers =
                Map.<Format, Function<Document, String>>of(Format.json, JsonRenderer::render);
        JournalReplay replay =
                journal -> {
                    replayed.add(journal);
                    return answer;
                };
        var command =
                new SimulateCommand(
                        replay,
                        new Printer(new PrintStream(out, true, UTF_8), renderers),
                        InstantSource.fixed(Instant.EPOCH));
        return new CommandLine(command)
                .setExecutionExceptionHandler((e, _, _) -> {
                    failure = e;
                    return e instanceof CommandFailure f ? f.code().number() : -1;
                })
                .execute(arguments);
    }
}
