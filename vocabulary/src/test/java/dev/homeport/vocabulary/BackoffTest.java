package dev.homeport.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = Backoff.ofMillis(100, 5_000);

    private final RandomGenerator chance = new SplittableRandom(3);

    @ParameterizedTest
    @CsvSource({
        "1, 100",
        "2, 200",
        "6, 3200",
        "7, 5000",
        "63, 5000",
        "64, 5000",
        "65, 5000",
        "2147483647, 5000"
    })
    void longestWaitDoublesUpToItsBoundAndAtLeastHalfOfItIsWaited(int failures, long millis) {
        var longest = Duration.ofMillis(millis);
        var least = longest;
        var most = Duration.ZERO;
        for (var i = 0; i < 1_000; i++) {
            var delay = BACKOFF.delay(failures, chance);
            assertThat(delay).isBetween(longest.dividedBy(2), longest);
            least = delay.compareTo(least) < 0 ? delay : least;
            most = delay.compareTo(most) > 0 ? delay : most;
        }

        assertThat(least)
                .as("drawn from all of the half")
                .isLessThan(longest.multipliedBy(51).dividedBy(100));
        assertThat(most).isGreaterThan(longest.multipliedBy(99).dividedBy(100));
    }

    @Test
    void countThatHasNotBegunWaitsAsAfterTheFirstFailure() {
        assertThat(BACKOFF.delay(0, chance))
                .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    }

    @Test
    void equalSeedsGiveEqualWaits() {
        assertThat(BACKOFF.delay(4, new SplittableRandom(9)))
                .isEqualTo(BACKOFF.delay(4, new SplittableRandom(9)));
    }

    @Test
    void longWaitsDoNotOverflow() {
        var days = new Backoff(Duration.ofDays(1), Duration.ofDays(100_000));

        assertThat(days.delay(17, chance))
                .isBetween(Duration.ofDays(32_768), Duration.ofDays(65_536));
        assertThat(days.delay(18, chance))
                .isBetween(Duration.ofDays(50_000), Duration.ofDays(100_000));
    }

    @Test
    void oneLengthMayBeTheLeastAndTheMost() {
        var steady = Backoff.ofMillis(500, 500);

        assertThat(steady.delay(9, chance))
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "-1, 5", "6, 5"})
    void rangesThatAreNoneAreRefused(long least, long most) {
        assertThatThrownBy(() -> Backoff.ofMillis(least, most))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("back-off: ")
                .hasMessageEndingWith("use 0 < least <= most");
    }
}
