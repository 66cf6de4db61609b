package dev.homeport.wireformat.adapter.protobuf;

import com.google.protobuf.ByteString;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.wire.lease.LeaseV0;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Sets of shards on the wire: as runs, or as a bitmap where that is shorter. A site whose shards
 * lie together costs four bytes, one whose shards lie scattered 512. Stateless.
 */
public final class ShardSetFormat {

    private static final int BITMAP_BYTES = ShardId.COUNT / Byte.SIZE;

    private ShardSetFormat() {}

    /** Writes a set. */
    public static LeaseV0.ShardSet write(ShardSet shards) {
        var runs = LeaseV0.ShardRuns.newBuilder();
        var bits = BitSet.valueOf(shards.toBitmap());
        for (var from = 0; from < ShardId.COUNT && bits.nextSetBit(from) >= 0; ) {
            var first = bits.nextSetBit(from);
            var end = bits.nextClearBit(first);
            runs.addLengths(first - from).addLengths(end - first);
            from = end;
        }
        var written = LeaseV0.ShardSet.newBuilder();
        var builtRuns = runs.build();
        if (builtRuns.getSerializedSize() <= BITMAP_BYTES) {
            return written.setRuns(builtRuns).build();
        }
        var bitmap = ByteBuffer.allocate(BITMAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bitmap.asLongBuffer().put(shards.toBitmap());
        return written.setBitmap(ByteString.copyFrom(bitmap)).build();
    }

    /** Reads a set. */
    public static ShardSet read(LeaseV0.ShardSet wire) throws MalformedMessageException {
        return switch (wire.getFormCase()) {
            case RUNS -> ofRuns(wire.getRuns());
            case BITMAP -> ofBitmap(wire.getBitmap());
            case FORM_NOT_SET -> throw Fields.unknown("form");
        };
    }

    private static ShardSet ofRuns(LeaseV0.ShardRuns runs) throws MalformedMessageException {
        var bits = new BitSet(ShardId.COUNT);
        var at = 0;
        for (var i = 0; i < runs.getLengthsCount(); i++) {
            var length = runs.getLengths(i);
            // Compared this way round, a length near the largest integer cannot overflow.
            if (length < 0 || length > ShardId.COUNT - at || (length == 0 && i > 0)) {
                throw new MalformedMessageException(
                        "runs: length "
                                + Integer.toUnsignedString(length)
                                + " after shard "
                                + at
                                + " does not fit into "
                                + ShardId.COUNT
                                + " shards");
            }
            bits.set(at, at + length, i % 2 == 1);
            at += length;
        }
        return ShardSet.ofBitmap(Arrays.copyOf(bits.toLongArray(), ShardId.COUNT / 64));
    }

    private static ShardSet ofBitmap(ByteString bitmap) throws MalformedMessageException {
        if (bitmap.size() != BITMAP_BYTES) {
            throw new MalformedMessageException(
                    "bitmap: has " + bitmap.size() + " bytes; a bitmap has " + BITMAP_BYTES);
        }
        var words = new long[BITMAP_BYTES / Long.BYTES];
        bitmap.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return ShardSet.ofBitmap(words);
    }
}
