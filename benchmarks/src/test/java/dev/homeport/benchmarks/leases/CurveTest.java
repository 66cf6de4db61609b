package dev.homeport.benchmarks.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CurveTest {

    private static final long TWO_HOURS = TimeUnit.HOURS.toNanos(2);

    @Test
    void aLeaseLapsesAMarginBeforeItsEnd() {
        var curve = Curve.ofLapses(List.of(949L, 950L, 2_000L), TWO_HOURS, List.of(1_000L, 3_000L));

        assertThat(curve.points())
                .containsExactly(
                        new Curve.Point(1_000, 2, Optional.of(new BigDecimal("1.00"))),
                        new Curve.Point(3_000, 0, Optional.of(new BigDecimal("0.00"))));
    }

    @Test
    void aSilenceIsALossFromItsLimitOn() {
        var curve = Curve.ofLosses(List.of(1_999L, 2_000L, 2_001L), TWO_HOURS, List.of(2_000L));

        assertThat(curve.points())
                .containsExactly(new Curve.Point(2_000, 2, Optional.of(new BigDecimal("1.00"))));
    }

    @Test
    void whereNoTimeWasCoveredThereIsNoRate() {
        assertThat(Curve.ofLosses(List.of(), 0, List.of(2_000L)).points())
                .containsExactly(new Curve.Point(2_000, 0, Optional.empty()));
    }

    @Test
    void percentilesAreTimesThatWereMeasured() {
        var times = List.of(40L, 10L, 30L, 20L);
        var part = new LeaseReport.Part(1, 1, times, new Curve(List.of()));

        assertThat(part.p50()).contains(20L);
        assertThat(part.p99()).contains(40L);
        assertThat(part.longest()).contains(40L);
        assertThat(new LeaseReport.Part(0, 0, List.of(), new Curve(List.of())).p99()).isEmpty();
    }
}
