package dev.homeport.simulation.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.simulation.app.Simulate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lease protocol as it is, with every rule, under everything that the simulator can do. */
class LeaseScenarioTest {

    private static final int SECONDS = 90;

    private static LeaseScenario.Result run(long seed) {
        return run(seed, Focus.NONE);
    }

    private static LeaseScenario.Result run(long seed, Focus focus) {
        return LeaseScenario.run(new Settings(seed, SECONDS, LeaseRules.ALL, focus));
    }

    @Test
    void noInvariantBreaksInFiveHundredSeeds() {
        assertAllHold(LongStream.rangeClosed(1, 500));
    }

    @Test
    @Tag("nightly")
    void noInvariantBreaksInThreeThousandFurtherSeeds() {
        assertAllHold(LongStream.rangeClosed(10_001, 13_000));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noInvariantBreaksUnderAnyFocus(Focus focus) {
        assertAllHold(LongStream.rangeClosed(1, 30), focus);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    @Tag("nightly")
    void noInvariantBreaksUnderAnyFocusInThreeHundredFurtherSeeds(Focus focus) {
        assertAllHold(LongStream.rangeClosed(10_001, 10_300), focus);
    }

    private static void assertAllHold(LongStream seeds, Focus focus) {
        var results = seeds.parallel().mapToObj(seed -> run(seed, focus)).toList();
        var coverage = new Coverage();
        results.forEach(result -> coverage.add(result.coverage()));

        assertThat(results.stream().flatMap(r -> r.violation().stream())).isEmpty();
        assertThat(coverage.acknowledgedWrites()).isGreaterThan(50L * results.size());
        assertThat(coverage.withheldWrites()).isGreaterThan(10L * results.size());
        assertThat(coverage.openedHomes()).isGreaterThan(4L * results.size());
    }

    private static void assertAllHold(LongStream seeds) {
        var results = seeds.parallel().mapToObj(LeaseScenarioTest::run).toList();
        var coverage = new Coverage();
        results.forEach(result -> coverage.add(result.coverage()));

        assertThat(results.stream().flatMap(r -> r.violation().stream())).isEmpty();
        assertThatTheRunsWereNotQuiet(coverage, results.size());
    }

    /** A run in which nothing happens holds every invariant, too. */
    private static void assertThatTheRunsWereNotQuiet(Coverage coverage, int runs) {
        assertThat(coverage.acknowledgedWrites()).isGreaterThan(100L * runs);
        assertThat(coverage.withheldWrites()).isGreaterThan(50L * runs);
        assertThat(coverage.answeredReads()).isGreaterThan(20L * runs);
        assertThat(coverage.takenOverHomes()).isGreaterThan(2L * runs);
        assertThat(coverage.momentsOpenInTwoLogs()).isGreaterThan(100L * runs);
        assertThat(coverage.fencedLogs()).isGreaterThan(runs / 2);
        assertThat(coverage.witnessStoresPutBack()).isGreaterThan(runs / 4);
        assertThat(coverage.witnessStoresLost()).isGreaterThan(runs / 4);
        assertThat(coverage.warningsGiven()).isGreaterThan(runs / 4);
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
                                Integer.toString(SECONDS))
                        .redirectErrorStream(true)
                        .start();
        var output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("hash " + Long.toHexString(run(42).hash()));
    }
}
