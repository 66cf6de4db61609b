package dev.homeport.benchmarks.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void ofAnOddNumberItIsTheOneInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(9, 1, 1_000))).isEqualTo(9);
        assertThat(Median.of(DoubleStream.of(4))).isEqualTo(4);
    }

    @Test
    void ofAnEvenNumberItIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(8, 1, 2, 900))).isEqualTo(5);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(() -> Median.of(DoubleStream.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are none");
    }
}
