package dev.homeport.benchmarks.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RenewalAgesTest {

    private final RenewalAges ages = new RenewalAges(2);

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void asked(long sequence, long millis) {
        ages.asked(sequence, at(millis));
    }

    private void granted(String witness, long sequence, long millis) {
        ages.granted(witness, sequence, at(millis));
    }

    @Test
    void anAgeIsFromTheAskThatAMajorityGrantedToTheMajoritysNextGrant() {
        ages.led(at(0));
        asked(1, 0);
        granted("a", 1, 50);
        granted("b", 1, 60);
        asked(2, 1_000);
        granted("a", 2, 1_040);
        assertThat(ages.renewedMillis()).isEmpty();
        granted("c", 2, 1_300);
        ages.end();

        assertThat(ages.renewedMillis()).containsExactly(1_300L);
        assertThat(ages.unrenewedMillis()).containsExactly(300L);
        assertThat(ages.ledNanos()).isEqualTo(at(1_300));
    }

    @Test
    void aLeaseThatIsGivenUpWasNotRenewedForSoLong() {
        ages.led(at(0));
        asked(1, 0);
        granted("a", 1, 50);
        granted("b", 1, 60);
        ages.deposed(at(4_000));
        ages.passed(at(9_000));
        ages.led(at(10_000));
        asked(2, 10_000);
        granted("a", 2, 10_100);
        ages.end();

        assertThat(ages.renewedMillis()).isEmpty();
        assertThat(ages.unrenewedMillis()).containsExactly(4_000L);
        assertThat(ages.ledNanos()).isEqualTo(at(4_100));
    }

    @Test
    void grantsToWhomDoesNotLeadAndToUnknownAsksCountNothing() {
        asked(1, 0);
        granted("a", 1, 50);
        granted("b", 1, 60);
        ages.led(at(100));
        granted("a", 7, 110);
        granted("b", 7, 120);
        ages.end();

        assertThat(ages.renewedMillis()).isEmpty();
        assertThat(ages.unrenewedMillis()).isEmpty();
        assertThat(ages.ledNanos()).isEqualTo(at(20));
    }
}
