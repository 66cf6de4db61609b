package dev.homeport.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadOutcome.Asked;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What {@code homeport load} says of histories, right ones and wrong ones. */
class LoadCommandTest {

    private static final long MEI = 4097;
    private static final long ANA = 8193;
    private static final long MILLI = 1_000_000;
    private static final List<String> SITES = List.of("shanghai", "canada");

    /** A run of ten messages of Mei in Shanghai to Ana in Canada, as it should be. */
    static final class Recorded {
        final List<Attempt> attempts = new ArrayList<>();
        final List<Asked> asked = new ArrayList<>();
        final List<Receipt> receipts = new ArrayList<>();
        final List<Stored> stored = new ArrayList<>();
        final Map<String, List<Place>> inboxes = new TreeMap<>();
        final List<Opening> openings = new ArrayList<>();
        List<String> unreadable = List.of();

        Recorded() {
            for (var site : SITES) {
                inboxes.put(site + "/api", new ArrayList<>());
                inboxes.put(site + "/sql", new ArrayList<>());
            }
            openings.add(new Opening(1, 1, "shanghai"));
            for (var i = 1; i <= 10; i++) {
                message(i);
            }
        }

        private void message(int i) {
            var begun = 1_000 * MILLI * i;
            var text = "message " + i;
            attempts.add(
                    new Attempt(
                            MEI,
                            "r-" + i,
                            ANA,
                            text,
                            begun + MILLI,
                            begun + 9 * MILLI,
                            new Outcome.Acknowledged("m-" + i, true, true, "shanghai")));
            asked.add(new Asked(MEI, "r-" + i, begun));
            var place = new Place(1, i, "m-" + i, MEI, text);
            inboxes.values().forEach(places -> places.add(place));
            receipts.add(new Receipt(ANA, place, begun + 130 * MILLI));
            SITES.forEach(site -> stored.add(new Stored(site, "m-" + i, MEI, ANA, 1, text)));
        }

        LoadOutcome outcome() {
            var all = new ArrayList<Inbox>();
            inboxes.forEach((source, places) -> all.add(new Inbox(source, ANA, places)));
            return new LoadOutcome(
                    2_000,
                    Map.of(MEI, "shanghai", ANA, "canada"),
                    asked,
                    new Histories(Set.of(MEI, ANA), attempts, receipts, all, stored, openings),
                    unreadable);
        }
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(LoadTool tool, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var printer =
                new Printer(
                        new PrintStream(out, false, UTF_8),
                        Map.of(
                                Format.table, TableRenderer::render,
                                Format.json, JsonRenderer::render));
        var code =
                new CommandLine(new LoadCommand(tool, printer, Path.of("usual")))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler((failure, command, _) -> {
                            command.getErr().println(failure.getMessage());
                            return failure instanceof CommandFailure expected
                                    ? expected.code().number()
                                    : ExitCode.DEFECT.number();
                        })
                        .execute(arguments);
        return new Ran(code, out.toString(UTF_8), err.toString());
    }

    private static Ran report(Recorded recorded, String... arguments) {
        return run(
                (request, progress) -> {
                    progress.accept("a step");
                    return new LoadReport(
                            request.order(), recorded.outcome(), "router", "load/x.jsonl");
                },
                arguments);
    }

    @Test
    void aCleanRunHasEveryCounterAndEndsWell() {
        var ran = report(new Recorded(), "--seconds", "2", "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("homeport: a step\n");
        assertThat(ran.out())
                .startsWith("{\"seconds\":2,\"users\":2,\"assignedBy\":\"router\",")
                .contains(
                        "\"acknowledged\":10,\"unknown\":0,\"refused\":0,\"lost\":0,"
                                + "\"duplicated\":0,\"reordered\":0,",
                        "\"doubleHomed\":0,\"stranded\":0,\"adopted\":0,",
                        "\"detectMillis\":null,"
                                + "\"rtoMillis\":{\"count\":0,\"p50\":null,\"p99\":null,"
                                + "\"max\":null},"
                                + "\"writePauseMillis\":{\"count\":1,\"p50\":9,",
                        "\"acknowledgedPerSecond\":5,",
                        "\"sameSiteDeliveryMillis\":{\"count\":0,",
                        "\"crossSiteAcknowledgementMillis\":{\"count\":10,\"p50\":9,",
                        "\"crossSiteDeliveryMillis\":{\"count\":10,\"p50\":130,",
                        "\"readBack\":{\"inboxes\":4,\"places\":40,\"rows\":20,\"pushed\":10}",
                        "\"findings\":[],\"history\":\"load/x.jsonl\"}\n");
    }

    @Test
    void theTableHasARowForEachTimeAndALineForEachFinding() {
        var recorded = new Recorded();
        Wrong.LOST.befall(recorded);

        var ran = report(recorded);

        assertThat(ran.out())
                .contains("LOST                     1\n", "READ BACK INBOXES        4\n")
                .contains("cross site delivery         10     130  130  130\n")
                .contains("\nFOUND\n  LOST m-5: acknowledged by shanghai, missing at canada/sql\n")
                .doesNotContain("[");
    }

    enum Wrong {
        LOST("lost", 1) {
            @Override
            void befall(Recorded run) {
                places(run).remove(4);
            }
        },
        DOUBLED("duplicated", 1) {
            @Override
            void befall(Recorded run) {
                var place = places(run).get(4);
                places(run).add(new Place(1, 11, place.messageId(), MEI, place.text()));
            }
        },
        REORDERED("reordered", 1) {
            @Override
            void befall(Recorded run) {
                var fourth = places(run).get(3);
                var fifth = places(run).get(4);
                places(run).set(3, new Place(1, 4, fifth.messageId(), MEI, fifth.text()));
                places(run).set(4, new Place(1, 5, fourth.messageId(), MEI, fourth.text()));
            }
        },
        DOUBLE_HOMED("doubleHomed", 1) {
            @Override
            void befall(Recorded run) {
                var last = run.attempts.removeLast();
                run.attempts.add(
                        new Attempt(
                                MEI,
                                last.requestId(),
                                ANA,
                                last.text(),
                                last.writtenNanos(),
                                last.answeredNanos(),
                                new Outcome.Acknowledged("m-10", true, true, "canada")));
                run.openings.clear();
            }
        };

        final String counter;
        final int count;

        Wrong(String counter, int count) {
            this.counter = counter;
            this.count = count;
        }

        abstract void befall(Recorded run);

        static List<Place> places(Recorded run) {
            return Optional.ofNullable(run.inboxes.get("canada/sql")).orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachWrongIsCountedAloneAndEndsWithBroken(Wrong wrong) {
        var recorded = new Recorded();
        wrong.befall(recorded);

        var ran = report(recorded, "-o", "json");

        assertThat(ran.code()).isEqualTo(ExitCode.BROKEN.number());
        for (var counter : List.of("lost", "duplicated", "reordered", "doubleHomed")) {
            var expected = counter.equals(wrong.counter) ? wrong.count : 0;
            assertThat(ran.out()).contains("\"" + counter + "\":" + expected + ",");
        }
        assertThat(ran.out()).doesNotContain("\"findings\":[]");
    }

    @Test
    void whatCouldNotBeReadLeavesTheVerdictOpen() {
        var recorded = new Recorded();
        recorded.inboxes.remove("canada/sql");
        recorded.unreadable = List.of("canada/sql: gone");

        var ran = report(recorded, "-o", "json");

        assertThat(ran.code()).isEqualTo(ExitCode.LATER.number());
        assertThat(ran.out()).contains("\"unreadable\":[\"canada/sql: gone\"]");
        assertThat(ran.err()).contains("canada/sql: gone");
    }

    @Test
    void afterAFailureTheTimeToTheNextAcknowledgementIsTold() {
        var recorded = new Recorded();
        var third = recorded.attempts.get(2);
        recorded.attempts.set(
                2,
                new Attempt(
                        MEI,
                        third.requestId(),
                        ANA,
                        third.text(),
                        third.writtenNanos(),
                        third.answeredNanos(),
                        new Outcome.Unknown()));

        var ran = report(recorded, "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("\"unknown\":1", "\"unknownTurnedUp\":1")
                .containsPattern("\"rtoMillis\":\\{\"count\":1,\"p50\":1\\d{3},");
    }

    @Test
    void optionsReachTheTool() {
        var seen = new AtomicReference<LoadRequest>();
        run(
                (request, _) -> {
                    seen.set(request);
                    throw new CommandFailure(ExitCode.LATER, "not now");
                },
                "--seconds=7",
                "--rate=9",
                "--users=4",
                "--cross-site=0.25",
                "--settle=3",
                "--state=here");

        var request = Optional.ofNullable(seen.get()).orElseThrow();
        assertThat(request.state()).isEqualTo(Path.of("here"));
        assertThat(request.users()).isEqualTo(4);
        assertThat(request.order().messages()).isEqualTo(63);
        assertThat(request.order().crossSite()).isEqualTo(0.25);
        assertThat(request.order().settle()).hasSeconds(3);
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds=0, --seconds: 0 is out of range; use 1 to 3600",
        "--rate=2001, --rate: 2001 is out of range; use 1 to 2000",
        "--users=1, --users: 1 is out of range; use 2 to 500",
        "--settle=0, --settle: 0 is out of range; use 1 to 3600",
        "--cross-site=1.5, --cross-site: 1.5 is no fraction; use 0 to 1",
        "--cross-site=NaN, --cross-site: NaN is no fraction; use 0 to 1",
    })
    void whatIsOutOfRangeIsRefused(String option, String message) {
        var ran = report(new Recorded(), option);
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message);
    }
}
