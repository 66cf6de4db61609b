package dev.homeport.benchmarks.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilencesTest {

    private final Silences silences = new Silences(3);

    private void answered(String address, long millis) {
        silences.answered(address, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void missed(String address, long... millis) {
        for (var at : millis) {
            silences.missed(address, TimeUnit.MILLISECONDS.toNanos(at));
        }
    }

    @Test
    void aSilenceIsFromTheLastAnswerToTheLastMiss() {
        answered("a", 100);
        missed("a", 600, 1_100, 1_600);
        answered("a", 2_000);
        answered("b", 2_000);
        missed("b", 2_500, 3_000, 3_500, 4_000);
        silences.end();

        assertThat(silences.millis()).containsExactly(1_500L, 2_000L);
        assertThat(silences.watchedNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3_900));
    }

    @Test
    void tooFewMissesAndWhatNeverAnsweredAreNoSilence() {
        answered("a", 100);
        missed("a", 600, 1_100);
        answered("a", 1_600);
        missed("a", 2_100);
        missed("never", 600, 1_100, 1_600, 9_000);
        silences.end();

        assertThat(silences.millis()).isEmpty();
    }
}
