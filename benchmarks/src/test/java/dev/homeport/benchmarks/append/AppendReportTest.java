package dev.homeport.benchmarks.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.benchmarks.measurement.Ratio;
import dev.homeport.benchmarks.measurement.Round;
import dev.homeport.benchmarks.measurement.Summary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppendReportTest {

    private static final AppendPlan PLAN = new AppendPlan(1, BigDecimal.ONE, List.of(1, 16), 2048);

    @ParameterizedTest
    @CsvSource({
        "ext4, true, true",
        "ext4, false, false",
        "tmpfs, true, false",
        "ramfs, true, false"
    })
    void durableIsOnlyWhatWasSyncedToADisk(String fileSystem, boolean syncs, boolean durable) {
        var measured = measured("homeport", syncs, 1, 10);

        assertThat(report(fileSystem, measured).isDurableBeforeAcknowledged(measured))
                .isEqualTo(durable);
    }

    @Test
    void ratiosAreToEachPeerAtTheSameSetting() {
        var ratios =
                report(
                                "ext4",
                                measured("homeport", true, 1, 10),
                                measured("a", true, 1, 20),
                                measured("b", true, 1, 5),
                                measured("homeport", true, 16, 60),
                                measured("a", true, 16, 20),
                                measured("b", true, 16, 120))
                        .ratios();

        assertThat(ratios.keySet()).containsExactly("a", "b");
        assertThat(rate(ratios, "a", 1)).isEqualByComparingTo("0.5");
        assertThat(rate(ratios, "a", 16)).isEqualByComparingTo("3");
        assertThat(rate(ratios, "b", 1)).isEqualByComparingTo("2");
        assertThat(rate(ratios, "b", 16)).isEqualByComparingTo("0.5");
    }

    private static BigDecimal rate(
            Map<String, Map<Integer, Ratio>> ratios, String peer, int inFlight) {
        return Optional.ofNullable(ratios.get(peer))
                .map(ofPeer -> ofPeer.get(inFlight))
                .flatMap(Ratio::perSecond)
                .orElseThrow();
    }

    private static Measured measured(String name, boolean syncs, int inFlight, long perSecond) {
        return new Measured(
                new SystemFacts(name, "1", "", "", "", syncs, 0, 1),
                inFlight,
                new Summary(List.of(new Round(perSecond, 0, 1_000_000_000, 1, 1, 1))));
    }

    private static AppendReport report(String fileSystem, Measured... results) {
        var machine = new Machine(2, 1, 1, "Linux", "amd64", "25", fileSystem, Optional.empty());
        return new AppendReport(PLAN, machine, List.of(results), List.of());
    }
}
