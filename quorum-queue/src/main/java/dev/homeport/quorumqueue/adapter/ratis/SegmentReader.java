package dev.homeport.quorumqueue.adapter.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records back from closed segments. The engine's own way is to load the whole segment
 * into its cache for every record that is not there, and to evict it again: unusable for a consumer
 * that is behind. This one keeps nothing but the places where recent reads ended, so that reading
 * on costs one read of one record.
 *
 * <p>Thread-safe.
 */
final class SegmentReader {

    private static final int REMEMBERED_PLACES = 64;
    private static final int LENGTH_BYTES = 5;

    private record Place(Segment segment, long offset) {}

    private final Path groupFolder;

    private final Map<Long, Place> places =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Place> eldest) {
                    return size() > REMEMBERED_PLACES;
                }
            };

    SegmentReader(Path groupFolder) {
        this.groupFolder = groupFolder;
    }

    /**
     * Reads a record, if it lies in a closed segment.
     *
     * @throws IOException if it cannot be read or its checksum does not match
     */
    Optional<LogEntryProto> read(long index) throws IOException {
        var place = remembered(index);
        if (place == null) {
            var segment =
                    Segment.list(groupFolder).stream().filter(s -> s.holds(index)).findFirst();
            if (segment.isEmpty() || segment.get().isOpen()) {
                return Optional.empty();
            }
            place = walkTo(segment.get(), index);
        }
        return Optional.of(read(index, place));
    }

    /**
     * The term of a record in any segment. Only for a log that nobody writes.
     *
     * @throws IOException if it is not there, cannot be read or its checksum does not match
     */
    long termAt(long index) throws IOException {
        var segment =
                Segment.list(groupFolder).stream()
                        .filter(s -> s.holds(index))
                        .findFirst()
                        .orElseThrow(() -> new IOException("log index " + index + " is not there"));
        return read(index, walkTo(segment, index)).getTerm();
    }

    private LogEntryProto read(long index, Place place) throws IOException {
        try (var channel = FileChannel.open(place.segment().file(), StandardOpenOption.READ)) {
            var length = recordLength(channel, place);
            var bytes = ByteBuffer.allocate(length);
            readFully(channel, bytes, place);
            var crc = new CRC32C();
            crc.update(bytes.array(), 0, length - 4);
            if ((int) crc.getValue() != bytes.getInt(length - 4)) {
                throw damaged(place);
            }
            var prefix = varintLength(bytes);
            var entry = LogEntryProto.parseFrom(bytes.slice(prefix, length - 4 - prefix));
            if (entry.getIndex() != index) {
                throw damaged(place);
            }
            if (place.segment().holds(index + 1)) {
                remember(index + 1, new Place(place.segment(), place.offset() + length));
            }
            return entry;
        } catch (NoSuchFileException e) {
            throw new IOException("log segment " + place.segment().file() + " is gone", e);
        }
    }

    private Place walkTo(Segment segment, long index) throws IOException {
        try (var channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            var content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            var at = Segment.HEADER.length;
            for (var i = segment.firstIndex(); i < index; i++) {
                var length = SegmentScan.recordLength(content, at);
                if (length < 0) {
                    throw damaged(new Place(segment, at));
                }
                at += length;
            }
            return new Place(segment, at);
        }
    }

    private static int recordLength(FileChannel channel, Place place) throws IOException {
        var left = channel.size() - place.offset();
        var head = ByteBuffer.allocate((int) Math.min(LENGTH_BYTES, Math.max(0, left)));
        readFully(channel, head, place);
        var length = 0L;
        for (var i = 0; i < head.limit(); i++) {
            length |= (long) (head.get(i) & 0x7F) << (7 * i);
            if (head.get(i) >= 0) {
                var total = i + 1 + length + 4;
                if (length > 0 && length <= Segment.MAX_RECORD_BYTES && total <= left) {
                    return (int) total;
                }
                break;
            }
        }
        throw damaged(place);
    }

    private static int varintLength(ByteBuffer record) {
        var length = 1;
        while (record.get(length - 1) < 0) {
            length++;
        }
        return length;
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, Place place)
            throws IOException {
        var offset = place.offset();
        while (buffer.hasRemaining()) {
            var read = channel.read(buffer, offset);
            if (read < 0) {
                throw damaged(place);
            }
            offset += read;
        }
    }

    private static IOException damaged(Place place) {
        return new IOException(
                "log segment " + place.segment().file() + " is damaged at byte " + place.offset());
    }

    private synchronized @Nullable Place remembered(long index) {
        return places.get(index);
    }

    private synchronized void remember(long index, Place place) {
        places.put(index, place);
    }
}
