package dev.homeport.quorumqueue.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The runs of one stream in the order of offsets: (first offset, number of the run) pairs of one
 * size, so that an offset is found by halving. Appended by one thread; read by any.
 */
final class StreamFile implements AutoCloseable {

    private static final int RECORD_BYTES = 16;

    private final FileChannel channel;
    private volatile long count;

    StreamFile(Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        count = channel.size() / RECORD_BYTES;
    }

    /** Cuts off what names runs from the given number on. */
    void truncateToRuns(long runCount) throws IOException {
        var low = 0L;
        var high = count;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (field(middle, 1) < runCount) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        channel.truncate(low * RECORD_BYTES);
        count = low;
    }

    void append(long firstOffset, long runNumber) throws IOException {
        var number = count;
        var buffer = ByteBuffer.allocate(RECORD_BYTES).putLong(firstOffset).putLong(runNumber);
        DurableFile.writeFully(channel, buffer.flip(), number * RECORD_BYTES);
        count = number + 1;
    }

    long count() {
        return count;
    }

    /** Place in this file of the run that holds an offset, -1 when the file has none. */
    long find(long offset) throws IOException {
        var low = -1L;
        var high = count - 1;
        while (low < high) {
            var middle = low + ((high - low + 1) >>> 1);
            if (field(middle, 0) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Number of the run at a place. */
    long runNumber(long place) throws IOException {
        return field(place, 1);
    }

    private long field(long place, int field) throws IOException {
        var buffer = ByteBuffer.allocate(8);
        if (!DurableFile.readFully(channel, buffer, place * RECORD_BYTES + 8L * field)) {
            throw new IOException("the index of a stream ends before its record " + place);
        }
        return buffer.getLong();
    }

    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
