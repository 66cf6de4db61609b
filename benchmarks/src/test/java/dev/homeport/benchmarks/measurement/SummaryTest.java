package dev.homeport.benchmarks.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private static final Summary OURS =
            new Summary(
                    List.of(
                            new Round(300, 1, SECOND, 2 * MILLI, 9 * MILLI, 50 * MILLI),
                            new Round(100, 0, SECOND, 4 * MILLI, 7 * MILLI, 80 * MILLI),
                            new Round(400, 2, 2 * SECOND, 3 * MILLI, 8 * MILLI, 60 * MILLI)));

    @Test
    void ratesAndTimesAreMediansOverRounds() {
        assertThat(OURS.perSecond()).isEqualByComparingTo("200.0");
        assertThat(OURS.p50Millis()).isEqualByComparingTo("3.000");
        assertThat(OURS.p99Millis()).isEqualByComparingTo("8.000");
    }

    @Test
    void theLongestTimeIsThatOfAllRoundsAndCountsAreSums() {
        assertThat(OURS.maxMillis()).isEqualByComparingTo("80.000");
        assertThat(OURS.acknowledged()).isEqualTo(800);
        assertThat(OURS.failed()).isEqualTo(3);
        assertThat(OURS.perSecondOfRounds())
                .map(Object::toString)
                .containsExactly("300.0", "100.0", "200.0");
    }

    @Test
    void aRatioIsOursDividedByThePeersPublishedMedian() {
        var peer = new Summary(List.of(new Round(60, 0, SECOND, 6 * MILLI, 4 * MILLI, 9 * MILLI)));
        var ratio = Ratio.of(OURS, peer);

        assertThat(ratio.perSecond().orElseThrow()).isEqualByComparingTo("3.333");
        assertThat(ratio.p50().orElseThrow()).isEqualByComparingTo("0.500");
        assertThat(ratio.p99().orElseThrow()).isEqualByComparingTo("2.000");
    }

    @Test
    void aRatioToNothingIsNone() {
        var peer = new Summary(List.of(new Round(0, 0, SECOND, 0, 0, 0)));

        assertThat(Ratio.of(OURS, peer).perSecond()).isEmpty();
        assertThat(Ratio.of(OURS, peer).p50()).isEmpty();
    }

    @Test
    void withoutRoundsThereIsNoSummary() {
        assertThatThrownBy(() -> new Summary(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Round(1, 0, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elapsedNanos");
    }
}
