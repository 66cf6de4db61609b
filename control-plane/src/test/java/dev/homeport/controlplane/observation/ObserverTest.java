package dev.homeport.controlplane.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserverTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final Observer.Target DOOR = new Observer.Target(CANADA, Part.ACCESS, 0);
    private static final Observer.Target NODE = new Observer.Target(CANADA, Part.LOG, 1);
    private static final Observer.Target OTHER_NODE = new Observer.Target(CANADA, Part.LOG, 2);

    private Observer observer;

    @BeforeEach
    void begin() {
        observer = new Observer(SHANGHAI, List.of(DOOR, NODE, OTHER_NODE), at(0));
    }

    private static ClockReading at(double seconds) {
        return new ClockReading((long) (seconds * TimeUnit.SECONDS.toNanos(1)), 0);
    }

    private Glimpse glimpse(Part part) {
        return observer.sighting().of(CANADA).of(part);
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(observer.sighting().observer()).isEqualTo(SHANGHAI);
        assertThat(glimpse(Part.ACCESS)).isEqualTo(new Glimpse(1, 0, 0));
        assertThat(glimpse(Part.LOG)).isEqualTo(new Glimpse(2, 0, 0));
        assertThat(glimpse(Part.WITNESS)).isEqualTo(Glimpse.NONE);
    }

    @Test
    void anAddressIsGoneAfterThreeMissesAndTwoSeconds() {
        observer.answered(DOOR, at(1));
        observer.missed(DOOR, at(2));
        observer.missed(DOOR, at(2.1));
        observer.missed(DOOR, at(2.2));
        assertThat(glimpse(Part.ACCESS)).isEqualTo(new Glimpse(1, 1, 0));
        observer.missed(DOOR, at(3));
        assertThat(glimpse(Part.ACCESS)).isEqualTo(new Glimpse(1, 0, 1));
    }

    @Test
    void twoMissesAreNotEnoughHoweverLongTheyTake() {
        observer.answered(DOOR, at(1));
        observer.missed(DOOR, at(20));
        observer.missed(DOOR, at(40));
        assertThat(glimpse(Part.ACCESS).gone()).isZero();
    }

    @Test
    void whatWasGoneIsSeenAgainAfterTwoAnswersInARow() {
        observer.answered(DOOR, at(1));
        for (var second = 2; second < 6; second++) {
            observer.missed(DOOR, at(second));
        }
        observer.answered(DOOR, at(6));
        observer.missed(DOOR, at(7));
        observer.answered(DOOR, at(8));
        assertThat(glimpse(Part.ACCESS).gone()).isEqualTo(1);
        observer.answered(DOOR, at(9));
        assertThat(glimpse(Part.ACCESS)).isEqualTo(new Glimpse(1, 1, 0));
    }

    @Test
    void whatNeverAnsweredIsGoneOnlyAfterAMinute() {
        for (var second = 1; second < 60; second++) {
            observer.missed(NODE, at(second));
        }
        assertThat(glimpse(Part.LOG).gone()).isZero();
        observer.missed(NODE, at(60));
        assertThat(glimpse(Part.LOG)).isEqualTo(new Glimpse(2, 0, 1));
    }

    @Test
    void addressesOfOnePartAreCountedTogether() {
        observer.answered(NODE, at(1));
        observer.answered(OTHER_NODE, at(1));
        for (var second = 2; second < 6; second++) {
            observer.missed(NODE, at(second));
        }
        assertThat(glimpse(Part.LOG)).isEqualTo(new Glimpse(2, 1, 1));
        observer.answered(new Observer.Target(CANADA, Part.WITNESS, 9), at(6));
        assertThat(glimpse(Part.WITNESS)).isEqualTo(Glimpse.NONE);
    }
}
