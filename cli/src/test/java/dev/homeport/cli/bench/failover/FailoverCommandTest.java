package dev.homeport.cli.bench.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.drill.DrillFollower;
import dev.homeport.cli.drill.DrillTool;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.drills.run.DrillOrder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailoverCommandTest {

    /** A fleet whose drills are over at once, and which takes only so many. */
    private static final class Scripted implements DrillTool {

        private final List<DrillOrder> orders = new ArrayList<>();
        private int takes = Integer.MAX_VALUE;
        private long pause = 400;

        @Override
        public String begin(DrillOrder order) {
            if (orders.size() >= takes) {
                throw new CommandFailure(ExitCode.REFUSED, "drill d-1 has not ended");
            }
            orders.add(order);
            return "d-" + orders.size();
        }

        @Override
        public List<Look> all() {
            return List.of();
        }

        @Override
        public Look look(String id) {
            var times = Document.builder().and("p50", 1L).and("p99", pause).and("max", pause);
            return new Look(
                    id,
                    orders.getLast(),
                    Optional.empty(),
                    Optional.of(
                            Document.of("id", id)
                                    .and("verdict", "done")
                                    .and("lost", 0L)
                                    .and("duplicated", 0L)
                                    .and("writePauseMillis", times.build())
                                    .build()));
        }

        @Override
        public Path page(String id) {
            return Path.of(id);
        }

        @Override
        public void abort(String id, String why) {}
    }

    private static final String[] NO_WARM_UP = {"--warm-up", "0"};

    private final Scripted tool = new Scripted();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int runCold(String... arguments) throws Exception {
        return run(
                Stream.concat(Stream.of(NO_WARM_UP), Stream.of(arguments)).toArray(String[]::new));
    }

    private int run(String... arguments) throws Exception {
        var command =
                new FailoverCommand(
                        tool,
                        new DrillFollower(tool, Duration.ofMillis(1), () -> 0),
                        _ -> List.of(),
                        new Printer(
                                new PrintStream(out, true, UTF_8),
                                Map.of(Format.json, JsonRenderer::render)),
                        InstantSource.system(),
                        "mei");
        new CommandLine(command).parseArgs(arguments);
        return command.call();
    }

    @Test
    void eachDrillIsRunAsOftenAsAskedFor() throws Exception {
        assertThat(runCold("-n", "3", "--kind", "evacuation", "--site", "canada", "-ojson"))
                .isZero();

        assertThat(tool.orders)
                .hasSize(3)
                .allSatisfy(order -> {
                    assertThat(order.kind().word()).isEqualTo("evacuation");
                    assertThat(order.site().orElseThrow().name()).isEqualTo("canada");
                    assertThat(order.by()).isEqualTo("mei");
                });
        var report = JsonReader.read(out.toString(UTF_8).strip());
        assertThat(report.documents("runs")).hasSize(3);
    }

    @Test
    void eachKindIsWarmedUpFirst() throws Exception {
        var _ = run("-n", "2", "--kind", "site-loss,evacuation", "-ojson");

        assertThat(tool.orders)
                .extracting(order -> order.kind().word())
                .containsExactly(
                        "site-loss",
                        "site-loss",
                        "site-loss",
                        "evacuation",
                        "evacuation",
                        "evacuation");
        assertThat(JsonReader.read(out.toString(UTF_8).strip()).documents("runs"))
                .extracting(each -> each.truth("warmsUp").orElseThrow())
                .containsExactly(true, false, false, true, false, false);
    }

    @Test
    void aGoalThatIsMissedIsNoSuccess() throws Exception {
        tool.pause = 501;

        assertThat(runCold("-n", "1", "--kind", "evacuation", "-ojson")).isEqualTo(7);
    }

    @Test
    void whatWasMeasuredBeforeADrillWasRefusedIsToldAndIsNoSuccess() throws Exception {
        tool.takes = 2;

        assertThat(runCold("-n", "3", "--kind", "evacuation", "-ojson")).isEqualTo(7);
        var report = JsonReader.read(out.toString(UTF_8).strip());
        assertThat(report.documents("runs")).hasSize(2);
        assertThat(report.texts("notes"))
                .containsExactly("ended after 2 of 3 drills: drill d-1 has not ended");
    }

    @Test
    void aFirstDrillThatIsRefusedEndsItAsADrill() {
        tool.takes = 0;

        assertFails(3, "has not ended", "--kind", "evacuation");
    }

    @Test
    void wrongUsageAsksForNothing() {
        assertFails(2, "--runs: 0 is out of range", "-n", "0");
        assertFails(2, "--warm-up: -1 is out of range", "--warm-up", "-1");
        assertFails(2, "there is no drill moon", "--kind", "evacuation,moon");
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
}
