package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentScanTest {

    private static final int RECORDS = 20;

    private static byte[] segment(Random random, int zeros) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Segment.HEADER);
        for (var i = 0; i < RECORDS; i++) {
            var body = new byte[1 + random.nextInt(400)];
            random.nextBytes(body);
            var record = new ByteArrayOutputStream();
            var length = body.length;
            while (length > 0x7F) {
                record.write((length & 0x7F) | 0x80);
                length >>>= 7;
            }
            record.write(length);
            record.writeBytes(body);
            var crc = new CRC32C();
            crc.update(record.toByteArray());
            bytes.writeBytes(record.toByteArray());
            bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        }
        bytes.writeBytes(new byte[zeros]);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void wholeSegmentsAreCleanWithOrWithoutZeros(long seed) {
        for (var zeros : new int[] {0, 1, 5000}) {
            var bytes = segment(new Random(seed), zeros);
            var scan = new SegmentScan(ByteBuffer.wrap(bytes));

            assertThat(scan.walk()).isEqualTo(SegmentScan.End.CLEAN);
            assertThat(scan.records()).isEqualTo(RECORDS);
            assertThat(scan.offset()).isEqualTo(bytes.length - zeros);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void aFlippedBitIsFoundAtOrBeforeItsRecord(long seed) {
        var random = new Random(seed);
        var whole = segment(random, 0);
        for (var i = 0; i < 300; i++) {
            var bytes = whole.clone();
            var at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            var scan = new SegmentScan(ByteBuffer.wrap(bytes));

            assertThat(scan.walk()).as("bit in byte %d", at).isEqualTo(SegmentScan.End.BROKEN);
            assertThat(scan.offset()).isLessThanOrEqualTo(at);
            assertThat(scan.records()).isLessThan(RECORDS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void aCutSegmentKeepsItsWholeRecords(long seed) {
        var random = new Random(seed);
        var whole = segment(random, 0);
        for (var i = 0; i < 300; i++) {
            var cut = Segment.HEADER.length + random.nextInt(whole.length - Segment.HEADER.length);
            var torn = Arrays.copyOf(Arrays.copyOf(whole, cut), cut + random.nextInt(2) * 4096);
            var scan = new SegmentScan(ByteBuffer.wrap(torn));

            scan.walk();

            assertThat(scan.offset()).isLessThanOrEqualTo(cut);
            assertThat(Arrays.copyOf(torn, scan.offset()))
                    .isEqualTo(Arrays.copyOf(whole, scan.offset()));
        }
    }

    @Test
    void anEmptyFileIsClean() {
        assertThat(new SegmentScan(ByteBuffer.allocate(0)).walk()).isEqualTo(SegmentScan.End.CLEAN);
        assertThat(new SegmentScan(ByteBuffer.allocate(99)).walk())
                .isEqualTo(SegmentScan.End.CLEAN);
    }
}
