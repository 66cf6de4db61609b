package dev.homeport.cli.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DrillCommandsTest {

    private static final String ID = "d-0123456789ab";

    /** A fleet with one drill whose report comes when somebody has looked for a while. */
    private static final class Scripted implements DrillTool {

        private final List<DrillOrder> orders = new ArrayList<>();
        private final List<String> aborted = new ArrayList<>();
        private String verdict = "done";
        private int looksUntilReport = 2;
        private boolean isBusy;

        @Override
        public String begin(DrillOrder order) {
            if (isBusy) {
                throw new CommandFailure(ExitCode.REFUSED, "drill d-1 has not ended");
            }
            orders.add(order);
            return ID;
        }

        @Override
        public List<Look> all() {
            return List.of(look(ID));
        }

        @Override
        public Look look(String id) {
            var isOver = looksUntilReport-- <= 0;
            return new Look(
                    id,
                    orders.isEmpty()
                            ? new DrillOrder(
                                    DrillKind.PAUSE,
                                    Optional.of(new SiteId("canada")),
                                    10,
                                    35,
                                    "a test",
                                    0)
                            : orders.getLast(),
                    Optional.of("baseline"),
                    isOver
                            ? Optional.of(
                                    Document.of("id", id)
                                            .and("verdict", verdict)
                                            .and("lost", 0L)
                                            .build())
                            : Optional.empty());
        }

        @Override
        public Path page(String id) {
            return Path.of("/drills", id, "report.html");
        }

        @Override
        public void abort(String id, String why) {
            aborted.add(id + " " + why);
        }
    }

    private final Scripted tool = new Scripted();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Printer printer =
            new Printer(
                    new PrintStream(out, true, UTF_8), Map.of(Format.json, JsonRenderer::render));
    private long nanos;
    private final DrillFollower follower =
            new DrillFollower(tool, Duration.ofMillis(1), () -> nanos += 1_000_000_000L);

    private int run(String... arguments) throws Exception {
        return call(
                new RunDrillCommand(
                        tool,
                        follower,
                        printer,
                        _ -> Optional.empty(),
                        InstantSource.system(),
                        "mei"),
                arguments);
    }

    private static int call(Callable<Integer> command, String... arguments) throws Exception {
        new CommandLine(command).parseArgs(arguments);
        return command.call();
    }

    @ParameterizedTest
    @CsvSource({"done, 0", "broken, 7", "aborted, 8", "timed-out, 9"})
    void theCommandEndsAsItsDrill(String verdict, int code) throws Exception {
        tool.verdict = verdict;

        assertThat(run("pause", "--site", "canada", "--yes", "-o", "json")).isEqualTo(code);
        assertThat(out.toString(UTF_8)).contains("\"" + verdict + "\"");
        tool.looksUntilReport = 0;
        assertThat(call(new ReportDrillCommand(tool, printer), ID, "-o", "json")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"done, 0", "broken, 7", "aborted, 8", "timed-out, 9"})
    void theCommandThatNamesThePageEndsAsItsDrill(String verdict, int code) throws Exception {
        tool.verdict = verdict;
        tool.looksUntilReport = 0;

        assertThat(call(new ReportDrillCommand(tool, printer), ID, "--html")).isEqualTo(code);
        assertThat(out.toString(UTF_8)).isEqualTo("/drills/" + ID + "/report.html\n");
    }

    @Test
    void twoDrillsAreComparedWhateverTheirVerdict() throws Exception {
        tool.verdict = "broken";
        tool.looksUntilReport = 0;

        assertThat(
                        call(
                                new ReportDrillCommand(tool, printer),
                                ID,
                                "--compare",
                                "d-ba9876543210",
                                "-ojson"))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("\"d-ba9876543210\"", "\"name\":\"lost\",\"value\":0,\"other\":0");
        assertThatThrownBy(() ->
                        call(
                                new ReportDrillCommand(tool, printer),
                                ID,
                                "--html",
                                "--compare",
                                "d-ba9876543210"))
                .hasMessageContaining("leave out --compare");
    }

    @Test
    void whatIsAskedForIsWhatTheFleetGets() throws Exception {
        run("evacuation", "--site", "hongkong", "--rate", "5", "--seconds", "4", "--yes", "-ojson");

        assertThat(tool.orders)
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.kind()).isEqualTo(DrillKind.EVACUATION);
                    assertThat(order.site()).contains(new SiteId("hongkong"));
                    assertThat(order.rate()).isEqualTo(5);
                    assertThat(order.seconds()).isEqualTo(4);
                    assertThat(order.by()).isEqualTo("mei");
                });
    }

    @Test
    void theUsualLengthIsThatOfTheKind() throws Exception {
        run("pause", "--site", "canada", "--yes", "-o", "json");

        assertThat(tool.orders.getFirst().seconds()).isEqualTo(35);
    }

    @Test
    void aSecondDrillIsRefused() {
        tool.isBusy = true;

        assertFails(3, "has not ended", "pause", "--site", "canada", "--yes");
    }

    @Test
    void wrongUsageAsksForNothing() {
        assertFails(2, "site: pause is about one site", "pause", "--yes");
        assertFails(2, "leave it out", "control-plane-loss", "--site", "canada", "--yes");
        assertFails(2, "there is none called moon", "moon", "--yes");
        assertFails(2, "rate: 0 is out of range", "pause", "--site", "canada", "--rate", "0");
        assertFails(2, "give --yes", "pause", "--site", "canada");
        assertThat(tool.orders).isEmpty();
    }

    private void assertFails(int code, String saying, String... arguments) {
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> {
                            assertThat(failure.code().number()).isEqualTo(code);
                            assertThat(failure).hasMessageContaining(saying);
                        });
    }

    @Test
    void detachedItReturnsAtOnce() throws Exception {
        assertThat(run("pause", "--site", "canada", "--yes", "--detach", "-o", "json")).isZero();

        assertThat(out.toString(UTF_8)).contains("\"verdict\":\"goes on\"");
    }

    @Test
    void aDrillThatGoesOnIsNotTakenForOver() {
        tool.looksUntilReport = Integer.MAX_VALUE;

        assertFails(9, "goes on", "pause", "--site", "canada", "--yes", "--timeout", "5");
        assertThatThrownBy(() -> call(new ReportDrillCommand(tool, printer)))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.LATER));
    }

    @Test
    void theDrillThatGoesOnIsAborted() throws Exception {
        tool.verdict = "aborted";

        assertThat(
                        call(
                                new AbortDrillCommand(tool, follower, printer),
                                "--reason",
                                "enough",
                                "-o",
                                "json"))
                .isZero();

        assertThat(tool.aborted).containsExactly(ID + " enough");
        assertThatThrownBy(() -> call(new AbortDrillCommand(tool, follower, printer), ID))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.REFUSED));
    }
}
