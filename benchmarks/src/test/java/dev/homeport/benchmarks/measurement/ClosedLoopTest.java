package dev.homeport.benchmarks.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void eachOperationIsTimedFromItsStartToItsAnswer() throws Exception {
        var round =
                loop(1, 100)
                        .run(number -> {
                            nanos.addAndGet((number + 1) * MILLI);
                            return CompletableFuture.completedFuture(true);
                        });

        // 1 + 2 + ... + 14 ms are more than the 100 ms of the round.
        assertThat(round.acknowledged()).isEqualTo(14);
        assertThat(round.elapsedNanos()).isEqualTo(105 * MILLI);
        assertThat((double) round.p50Nanos()).isBetween(6.99 * MILLI, 7.02 * MILLI);
        assertThat((double) round.maxNanos()).isBetween(13.98 * MILLI, 14.02 * MILLI);
    }

    @Test
    void itStopsAtTheMostOperations() throws Exception {
        var round =
                new ClosedLoop(4, Duration.ofHours(1), 25, Duration.ofSeconds(5), nanos::get)
                        .run(_ -> CompletableFuture.completedFuture(true));

        assertThat(round.acknowledged()).isEqualTo(25);
    }

    @Test
    void noMoreAreUnderWayThanWereAskedFor() throws Exception {
        var waiting = new ArrayDeque<CompletableFuture<Boolean>>();
        var most = new AtomicLong();
        var round =
                loop(3, 50)
                        .run(_ -> {
                            var answer = new CompletableFuture<Boolean>();
                            waiting.add(answer);
                            most.accumulateAndGet(waiting.size(), Math::max);
                            nanos.addAndGet(MILLI);
                            if (waiting.size() == 3 || nanos.get() >= 50 * MILLI) {
                                while (!waiting.isEmpty()) {
                                    waiting.remove().complete(true);
                                }
                            }
                            return answer;
                        });

        assertThat(most).hasValue(3);
        assertThat(round.acknowledged()).isEqualTo(50);
    }

    @Test
    void whatIsRefusedOrFailsIsCountedApart() throws Exception {
        var round =
                loop(1, 30_000)
                        .run(number -> {
                            // More than the real pause after a refusal, which the loop waits for.
                            nanos.addAndGet(10_000 * MILLI);
                            return number == 0
                                    ? CompletableFuture.completedFuture(false)
                                    : number == 1
                                            ? CompletableFuture.failedFuture(
                                                    new IllegalStateException("for the test"))
                                            : CompletableFuture.completedFuture(true);
                        });

        assertThat(round.failed()).isEqualTo(2);
        assertThat(round.acknowledged()).isEqualTo(1);
    }

    @Test
    void anOperationWithoutAnswerEndsTheRun() {
        var loop = new ClosedLoop(1, Duration.ofMillis(1), 1, Duration.ofMillis(1), nanos::get);

        assertThatThrownBy(() -> loop.run(_ -> new CompletableFuture<>()))
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("1 operations were not answered");
    }

    private ClosedLoop loop(int inFlight, long millis) {
        return new ClosedLoop(
                inFlight,
                Duration.ofMillis(millis),
                Long.MAX_VALUE,
                Duration.ofSeconds(5),
                nanos::get);
    }
}
