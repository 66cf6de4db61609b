package dev.homeport.dcnode.link.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.vocabulary.SiteLog;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTailTest {

    private static final SiteLog STREAM = new SiteLog(Tables.CANADA, 1);

    private final StreamTail tail = new StreamTail();

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private void grow(long firstOffset, long lastOffset, long bytes, long atMillis) {
        tail.grown(STREAM, firstOffset, lastOffset, bytes, nanos(atMillis));
    }

    private Unshipped unshipped(long shipped, long end, long nowMillis) {
        return tail.unshipped(STREAM, shipped, end, nanos(nowMillis));
    }

    @Test
    void whatCameWhileItWasWatchedIsKnownExactly() {
        tail.begin(STREAM, 10, nanos(1_000));
        grow(11, 12, 200, 2_000);
        grow(13, 13, 50, 3_000);
        assertThat(unshipped(10, 13, 4_000))
                .isEqualTo(new Unshipped(3, OptionalLong.of(250), 2_000));
        assertThat(unshipped(12, 13, 4_000))
                .isEqualTo(new Unshipped(1, OptionalLong.of(50), 1_000));
        assertThat(unshipped(13, 13, 4_000)).isEqualTo(new Unshipped(0, OptionalLong.of(0), 0));
        assertThat(tail.ageMillis(STREAM, 11, nanos(4_000))).isEqualTo(2_000);
        assertThat(tail.ageMillis(STREAM, 13, nanos(4_000))).isEqualTo(1_000);
    }

    @Test
    void whatWasThereBeforeIsAtLeastAsOldAsTheWatchAndOfUnknownSize() {
        tail.begin(STREAM, 10, nanos(1_000));
        grow(11, 11, 200, 2_000);
        assertThat(unshipped(4, 11, 5_000))
                .isEqualTo(new Unshipped(7, OptionalLong.empty(), 4_000));
        assertThat(tail.ageMillis(STREAM, 3, nanos(5_000))).isEqualTo(4_000);
    }

    @Test
    void whatNobodyHasToldOfYetIsCountedAndHasNoAge() {
        assertThat(unshipped(0, 5, 1_000)).isEqualTo(new Unshipped(5, OptionalLong.empty(), 0));
        tail.begin(STREAM, 5, nanos(1_000));
        assertThat(unshipped(5, 6, 9_000)).isEqualTo(new Unshipped(1, OptionalLong.empty(), 0));
        assertThat(tail.ageMillis(STREAM, 6, nanos(9_000))).isZero();
    }

    @Test
    void streamThatBeginsWhileItIsWatchedIsKnownFromItsFirstEntry() {
        grow(1, 2, 30, 500);
        assertThat(unshipped(0, 2, 600)).isEqualTo(new Unshipped(2, OptionalLong.of(30), 100));
    }

    @Test
    void entriesThatWereThereWhenTheWatchBeganAreNotCountedTwice() {
        tail.begin(STREAM, 10, nanos(1_000));
        grow(9, 10, 500, 2_000);
        grow(11, 11, 7, 2_000);
        assertThat(unshipped(10, 11, 3_000)).isEqualTo(new Unshipped(1, OptionalLong.of(7), 1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withTooManyMarksFiguresErrTowardsMoreAndOlder(long seed) {
        var chance = new SplittableRandom(seed);
        var bornMillis = new long[20_001];
        var bytesBefore = new long[20_001];
        var bytes = 0L;
        var now = 0L;
        tail.begin(STREAM, 0, 0);
        for (var offset = 1; offset <= 20_000; offset++) {
            now += chance.nextLong(5);
            var size = chance.nextLong(300);
            bytesBefore[offset] = bytes;
            bytes += size;
            bornMillis[offset] = now;
            grow(offset, offset, size, now);
        }
        for (var i = 0; i < 1_000; i++) {
            var first = 1 + chance.nextInt(20_000);
            var told = unshipped(first - 1, 20_000, now);
            assertThat(told.entries()).isEqualTo(20_001 - first);
            assertThat(told.oldestAgeMillis()).isGreaterThanOrEqualTo(now - bornMillis[first]);
            assertThat(told.bytes().orElseThrow())
                    .isGreaterThanOrEqualTo(bytes - bytesBefore[first]);
        }
        // Coarse for what is old, exact for what is new.
        assertThat(unshipped(19_999, 20_000, now + 7).oldestAgeMillis()).isEqualTo(7);
    }
}
