package dev.homeport.simulation.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.simulation.app.Simulate;
import dev.homeport.simulation.move.MoveCoverage.Count;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Planned moves as they are, with every rule, under everything that the simulator can do. */
class MoveScenarioTest {

    private static final int SECONDS = 60;

    private static MoveScenario.Result run(long seed) {
        return MoveScenario.run(new MoveSettings(seed, SECONDS, Course.MOVES));
    }

    @Test
    void noInvariantBreaksInSixHundredSeeds() {
        assertAllHold(LongStream.rangeClosed(1, 600));
    }

    @Test
    @Tag("nightly")
    void noInvariantBreaksInThreeThousandFurtherSeeds() {
        assertAllHold(LongStream.rangeClosed(10_001, 13_000));
    }

    private static void assertAllHold(LongStream seeds) {
        var results = seeds.parallel().mapToObj(MoveScenarioTest::run).toList();
        var coverage = new MoveCoverage();
        results.forEach(result -> coverage.add(result.coverage()));

        assertThat(results.stream().flatMap(r -> r.violation().stream())).isEmpty();
        assertThatTheRunsWereNotQuiet(coverage, results.size());
    }

    /** A run in which nothing moves holds every invariant, too. */
    private static void assertThatTheRunsWereNotQuiet(MoveCoverage coverage, int runs) {
        assertThat(coverage.of(Count.ACKNOWLEDGED_WRITES)).isGreaterThan(500L * runs);
        assertThat(coverage.of(Count.REPEATED_WRITES)).isGreaterThan(40L * runs);
        assertThat(coverage.of(Count.WITHHELD_WRITES)).isGreaterThan(runs / 5);
        assertThat(coverage.of(Count.READ_MESSAGES)).isGreaterThan(250L * runs);
        assertThat(coverage.of(Count.FOLLOWED_HOMES)).isGreaterThan(30L * runs);
        assertThat(coverage.of(Count.SYNCS_BEHIND)).isGreaterThan(runs);
        assertThat(coverage.of(Count.BEGUN_MOVES)).isGreaterThan(4L * runs);
        assertThat(coverage.of(Count.DONE_MOVES)).isGreaterThan(3L * runs);
        assertThat(coverage.of(Count.ABORTED_MOVES)).isGreaterThan(runs);
        assertThat(coverage.of(Count.WAITS_FOR_VECTOR)).isGreaterThan(2L * runs);
        assertThat(coverage.of(Count.CONTROL_DEATHS)).isGreaterThan(2L * runs);
        assertThat(coverage.of(Count.SITE_CRASHES)).isGreaterThan(3L * runs);
    }

    @Test
    void aSeedRepeatsItselfExactly() {
        var seeds = List.of(3L, 77L, 401L);
        for (var seed : seeds) {
            assertThat(run(seed).hash()).isEqualTo(run(seed).hash());
        }
        assertThat(seeds.stream().map(seed -> run(seed).hash()).distinct()).hasSize(seeds.size());
    }

    @Test
    void aSeedRepeatsItselfInAnotherJvm() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Simulate.class.getName(),
                                "42",
                                "42",
                                Integer.toString(SECONDS),
                                "-",
                                "moves")
                        .redirectErrorStream(true)
                        .start();
        var output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("hash " + Long.toHexString(run(42).hash()));
    }
}
