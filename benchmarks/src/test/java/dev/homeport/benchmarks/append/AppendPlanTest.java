package dev.homeport.benchmarks.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppendPlanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|1|1|2048|rounds: 0 is out of range; use 1 to 100",
                "101|1|1|2048|rounds: 101 is out of range",
                "1|0.09|1|2048|seconds: 0.09 is out of range; use 0.1 to 300",
                "1|1e999999999|1|2048|seconds: 1E+999999999 is out of range",
                "1|1|0|2048|in-flight: 0 is out of range; use 1 to 4096",
                "1|1|4,5000|2048|in-flight: 5000 is out of range",
                "1|1|4,4|2048|in-flight: [4, 4]; use 1 to 8 different numbers",
                "1|1|1,2,3,4,5,6,7,8,9|2048|use 1 to 8 different numbers",
                "1|1|1|2047|disk-mib: 2047 is out of range; use 2048 to 1048576",
            })
    void whatIsOutOfRangeIsNamed(
            int rounds, String seconds, String inFlight, int disk, String message) {
        assertThatThrownBy(() -> plan(rounds, seconds, inFlight, disk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fractionsOfSecondsAreKept() {
        assertThat(plan(1, "0.25", "1", 2048).roundLength()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void allRoundsOfAllSystemsStayWithinTheDisk() {
        var plan = plan(5, "1", "1,64", 4096);
        var system = new SystemFacts("a", "1", "", "", "", true, 100_000_000, 3_600);
        var most = plan.mostAppendsPerRound(3, system);

        assertThat(3 * (100_000_000 + 6 * most * 3_600))
                .isBetween(plan.diskBytes() * 99 / 100, plan.diskBytes());
        assertThat(plan.mostInFlight()).isEqualTo(64);
    }

    private static AppendPlan plan(int rounds, String seconds, String inFlight, int disk) {
        return new AppendPlan(
                rounds,
                new BigDecimal(seconds),
                Arrays.stream(inFlight.split(",", -1)).map(Integer::valueOf).toList(),
                disk);
    }
}
