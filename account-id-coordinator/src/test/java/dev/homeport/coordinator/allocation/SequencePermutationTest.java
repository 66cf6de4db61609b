package dev.homeport.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.IdRange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequencePermutationTest {

    private static final byte[] KEY =
            "a key of thirty-two bytes, fixed".getBytes(StandardCharsets.US_ASCII);

    private final SequencePermutation permutation = new SequencePermutation(KEY);

    @ParameterizedTest
    @CsvSource({"0, 257077828871", "1, 721877837338", "1099511627775, 379695083093"})
    void goldenValuesNeverChange(long sequence, long permuted) {
        assertThat(permutation.permute(sequence)).isEqualTo(permuted);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isFf1OfAnotherImplementation(int seed) {
        var random = new Random(seed);
        var key = new byte[SequencePermutation.KEY_BYTES];
        random.nextBytes(key);
        var ours = new SequencePermutation(key);
        for (var i = 0; i < 300; i++) {
            var sequence = random.nextLong(IdRange.LIMIT);
            assertThat(ours.permute(sequence)).isEqualTo(ff1(key, sequence));
        }
    }

    @Test
    void edgesAndSamplesComeBack() {
        var edges =
                LongStream.of(
                        0, 1, (1 << 20) - 1, 1 << 20, (1L << 39) - 1, 1L << 39, IdRange.LIMIT - 1);
        LongStream.concat(edges, new Random(4).longs(20_000, 0, IdRange.LIMIT))
                .forEach(sequence -> {
                    var permuted = permutation.permute(sequence);
                    assertThat(permuted).isBetween(0L, IdRange.LIMIT - 1);
                    assertThat(permutation.invert(permuted)).isEqualTo(sequence);
                    assertThat(permutation.permute(permutation.invert(sequence)))
                            .isEqualTo(sequence);
                });
    }

    @Test
    void consecutiveNumbersCollideNowhereAndAreSpread() {
        var seen = new HashSet<Long>();
        var upperHalf = 0;
        for (var sequence = 0L; sequence < 100_000; sequence++) {
            var permuted = permutation.permute(sequence);
            assertThat(seen.add(permuted)).isTrue();
            upperHalf += permuted >= IdRange.LIMIT / 2 ? 1 : 0;
        }
        assertThat(upperHalf).isBetween(49_000, 51_000);
    }

    @Test
    void anotherKeyIsAnotherPermutation() {
        var other = KEY.clone();
        other[0]++;

        assertThat(new SequencePermutation(other).permute(7)).isNotEqualTo(permutation.permute(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, IdRange.LIMIT, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersOutOfRangeAreRefused(long number) {
        assertThatThrownBy(() -> permutation.permute(number)).hasMessageContaining("" + number);
        assertThatThrownBy(() -> permutation.invert(number)).hasMessageContaining("" + number);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void keysOfAnotherLengthAreRefused(int length) {
        assertThatThrownBy(() -> new SequencePermutation(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has " + length + " bytes");
    }

    private static long ff1(byte[] key, long sequence) {
        // Two bytes a digit, four digits of radix 1024.
        var digits = new byte[8];
        for (var i = 0; i < 4; i++) {
            var digit = (int) (sequence >>> (30 - 10 * i)) & 1_023;
            digits[2 * i] = (byte) (digit >> 8);
            digits[2 * i + 1] = (byte) digit;
        }
        var engine = new FPEFF1Engine();
        engine.init(true, new FPEParameters(new KeyParameter(key), 1_024, new byte[0]));
        var out = new byte[8];
        engine.processBlock(digits, 0, digits.length, out, 0);
        var permuted = 0L;
        for (var i = 0; i < 4; i++) {
            permuted = permuted << 10 | (out[2 * i] & 0xFF) << 8 | (out[2 * i + 1] & 0xFF);
        }
        return permuted;
    }
}
