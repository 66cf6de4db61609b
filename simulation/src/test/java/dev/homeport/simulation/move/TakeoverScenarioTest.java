package dev.homeport.simulation.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.simulation.move.MoveCoverage.Count;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sites that are lost, taken over and come back, with every rule, under all other troubles. */
class TakeoverScenarioTest {

    private static final int SECONDS = 60;

    /** Seeds that broke once; {@code docs/reference/simulate.md} says what each showed. */
    private static final long[] MENDED = {
        10_133, 10_226, 10_563, 10_721, 10_750, 11_104, 11_281, 11_321, 11_363, 11_588
    };

    private static MoveScenario.Result run(long seed) {
        return MoveScenario.run(new MoveSettings(seed, SECONDS, Course.TAKEOVERS));
    }

    @Test
    void noInvariantBreaksInFourHundredSeeds() {
        assertAllHold(LongStream.concat(LongStream.rangeClosed(1, 390), LongStream.of(MENDED)));
    }

    /** Runs seeds with every rule; the classes of further seeds do so by night. */
    static void assertAllHold(LongStream seeds) {
        var results = seeds.parallel().mapToObj(TakeoverScenarioTest::run).toList();
        var coverage = new MoveCoverage();
        results.forEach(result -> coverage.add(result.coverage()));

        assertThat(results.stream().flatMap(r -> r.violation().stream())).isEmpty();
        assertThatTheRunsWereNotQuiet(coverage, results.size());
    }

    /** A run in which nobody is lost holds every invariant, too. */
    private static void assertThatTheRunsWereNotQuiet(MoveCoverage coverage, int runs) {
        assertThat(coverage.of(Count.ACKNOWLEDGED_WRITES)).isGreaterThan(300L * runs);
        assertThat(coverage.of(Count.LOST_SITES)).isGreaterThan(2L * runs);
        assertThat(coverage.of(Count.BEGUN_TAKEOVERS)).isGreaterThan(runs);
        assertThat(coverage.of(Count.DONE_TAKEOVERS)).isGreaterThan(runs * 8 / 10);
        assertThat(coverage.of(Count.FENCED_TAKEOVERS)).isGreaterThan(runs / 10);
        assertThat(coverage.of(Count.OPENED_ON_PAUSES)).isGreaterThan(runs);
        assertThat(coverage.of(Count.STRANDED_WRITES)).isGreaterThan(4L * runs);
        assertThat(coverage.of(Count.ADOPTED_WRITES)).isGreaterThan(2L * runs);
        assertThat(coverage.of(Count.REBUILT_VIEWS)).isGreaterThan(runs / 2);
        assertThat(coverage.of(Count.ROLLED_BACK_KEYS)).isGreaterThan(runs / 2);
        assertThat(coverage.of(Count.RETURNED_SITES)).isGreaterThan(runs * 7 / 10);
        assertThat(coverage.of(Count.SYNCS_BEHIND)).isGreaterThan(runs);
        assertThat(coverage.of(Count.ABORTED_MOVES)).isGreaterThan(runs / 20);
    }

    @Test
    void aSeedRepeatsItselfExactly() {
        for (var seed : List.of(3L, 77L)) {
            assertThat(run(seed).hash()).isEqualTo(run(seed).hash());
        }
    }
}
