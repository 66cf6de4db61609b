package dev.homeport.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.benchmarks.adapter.os.Addresses;
import dev.homeport.local.address.FleetNumber;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.RoundingMode;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the real systems. How fast they are is not asked here. */
class AppendBenchmarkIT {

    private static final int FLEET = 208;

    @TempDir private Path folder;

    private final List<String> steps = new ArrayList<>();

    @Test
    void eachSystemIsMeasuredAndNothingIsLeft() throws Exception {
        var report = run(EndCode.DONE);

        assertThat(report.path("name").asText()).isEqualTo("append");
        assertThat(report.path("machine").path("cores").asInt()).isPositive();
        assertThat(report.path("machine").path("fileSystem").asText()).isNotEmpty();
        var systems = new ArrayList<String>();
        for (var result : report.path("results")) {
            systems.add(result.path("system").asText());
            assertThat(result.path("settings").path("inFlight").asInt()).isEqualTo(4);
            assertThat(result.path("settings").path("replicas").asInt()).isEqualTo(3);
            assertThat(result.path("settings").path("entryBytes").asInt()).isEqualTo(1024);
            assertThat(result.path("settings").path("syncing").asText()).isNotEmpty();
            assertThat(result.path("acknowledged").asLong()).isPositive();
            assertThat(result.path("perSecond").decimalValue()).isPositive();
            assertThat(result.path("perSecondOfRounds")).hasSize(1);
            assertThat(result.path("p50Millis").decimalValue()).isPositive();
            assertThat(result.path("maxMillis").decimalValue())
                    .isGreaterThanOrEqualTo(result.path("p99Millis").decimalValue());
            assertThat(result.path("durableBeforeAck").isBoolean()).isTrue();
        }
        assertThat(systems).startsWith("homeport", "apache-ratis");
        // Either etcd took part, or it is said why not.
        assertThat(systems.contains("etcd"))
                .isNotEqualTo(report.path("notes").toString().contains("etcd"));
        assertThat(steps).hasSize(2 * systems.size());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ratiosAreTheQuotientsOfTheMediansThatStandThere() throws Exception {
        var report = run(EndCode.DONE);

        var ours = report.path("results").path(0);
        for (var i = 1; i < report.path("results").size(); i++) {
            var peer = report.path("results").path(i);
            var ratio = report.path("ratios").path(peer.path("system").asText()).path(0);
            assertThat(ratio.path("inFlight").asInt()).isEqualTo(4);
            for (var figure : List.of("perSecond", "p50Millis", "p99Millis")) {
                assertThat(ratio.path(figure).decimalValue())
                        .isEqualByComparingTo(
                                ours.path(figure)
                                        .decimalValue()
                                        .divide(
                                                peer.path(figure).decimalValue(),
                                                3,
                                                RoundingMode.HALF_UP));
            }
        }
        assertThat(report.path("ratios").size()).isEqualTo(report.path("results").size() - 1);
    }

    @Test
    void aRunThatCannotStartSaysSoAndLeavesNothing() throws Exception {
        var taken = new Addresses(new FleetNumber(FLEET), 2).on(21_000).get(2);
        try (var other = new ServerSocket()) {
            other.bind(taken);

            assertThat(run(EndCode.LATER).path("error").asText())
                    .contains("fleet number: " + FLEET + " is in use");
        }
        assertThat(folder).isEmptyDirectory();
        // Homeport's replicas had started: they have ended.
        new Addresses(new FleetNumber(FLEET), 1).mustBeFree(21_000);
    }

    private JsonNode run(EndCode expected) throws Exception {
        var out = new ByteArrayOutputStream();
        var code =
                BenchMain.run(
                        new PrintStream(out, true, UTF_8),
                        steps::add,
                        "append",
                        "--rounds",
                        "1",
                        "--seconds",
                        "0.5",
                        "--in-flight",
                        "4",
                        "--disk-mib",
                        "2048",
                        "--fleet-number",
                        "" + FLEET,
                        "--folder",
                        folder.toString());
        assertThat(code).as(out.toString(UTF_8)).isEqualTo(expected);
        return new ObjectMapper().readTree(out.toString(UTF_8));
    }
}
