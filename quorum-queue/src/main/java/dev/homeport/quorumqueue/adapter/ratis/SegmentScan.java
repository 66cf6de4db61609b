package dev.homeport.quorumqueue.adapter.ratis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Walks over the records of a segment's bytes. Pure.
 *
 * <p>Not thread-safe.
 */
final class SegmentScan {

    /** How a walk ended. */
    enum End {
        /** Nothing but zeros follows, or nothing. */
        CLEAN,
        /** What follows is no whole record. */
        BROKEN
    }

    private final ByteBuffer bytes;
    private int at;
    private long records;

    /** Begins at the header of a segment's bytes. */
    SegmentScan(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Walks to the end, checking every checksum. */
    End walk() {
        if (!header()) {
            return onlyZerosFrom(0) ? End.CLEAN : End.BROKEN;
        }
        at = Segment.HEADER.length;
        while (true) {
            var length = recordLength(bytes, at);
            if (length < 0) {
                return onlyZerosFrom(at) ? End.CLEAN : End.BROKEN;
            }
            var crc = new CRC32C();
            crc.update(bytes.slice(at, length - 4));
            if ((int) crc.getValue() != bytes.getInt(at + length - 4)) {
                return End.BROKEN;
            }
            at += length;
            records++;
        }
    }

    /** Where the record after the last whole one would begin. */
    int offset() {
        return at;
    }

    /** How many whole records there are. */
    long records() {
        return records;
    }

    /**
     * Length in bytes of the whole record at a place, its own length and checksum included; -1 when
     * there is no whole one.
     */
    static int recordLength(ByteBuffer bytes, int at) {
        var length = 0L;
        var place = at;
        for (var shift = 0; shift < 35; shift += 7) {
            if (place >= bytes.limit()) {
                return -1;
            }
            var part = bytes.get(place++);
            length |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                var total = place - at + length + 4;
                return length < 1 || length > Segment.MAX_RECORD_BYTES || at + total > bytes.limit()
                        ? -1
                        : (int) total;
            }
        }
        return -1;
    }

    private boolean header() {
        var header = new byte[Math.min(Segment.HEADER.length, bytes.limit())];
        bytes.get(0, header);
        return Arrays.equals(header, Segment.HEADER);
    }

    private boolean onlyZerosFrom(int from) {
        for (var i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
