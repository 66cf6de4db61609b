package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * All runs of a log in the order of positions, as records of one size, so that a position is found
 * by halving. Appended by one thread; read by any.
 */
final class RunFile implements AutoCloseable {

    private static final int RECORD_BYTES = 128;
    private static final int CHECKSUM_AT = RECORD_BYTES - 4;
    private static final int SITE_BYTES = 32;

    private final Path file;
    private final FileChannel channel;
    private volatile long count;

    RunFile(Path file) throws IOException {
        this.file = file;
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        count = channel.size() / RECORD_BYTES;
    }

    long count() {
        return count;
    }

    void truncate(long toCount) throws IOException {
        channel.truncate(toCount * RECORD_BYTES);
        count = toCount;
    }

    void append(Run run) throws IOException {
        var number = count;
        var site = run.stream().site().name().getBytes(StandardCharsets.US_ASCII);
        var buffer = ByteBuffer.allocate(RECORD_BYTES);
        buffer.putLong(run.engineIndex()).putInt(run.skipped()).putInt(run.count());
        buffer.putLong(run.firstPosition()).putLong(run.firstOffset());
        buffer.put(run.previousHash().asByteBuffer());
        buffer.putLong(run.verdictsAt()).putInt(run.verdictCount());
        buffer.putLong(run.stream().incarnation()).put((byte) site.length).put(site);
        buffer.putInt(CHECKSUM_AT, checksum(buffer.array()));
        DurableFile.writeFully(channel, buffer.rewind(), number * RECORD_BYTES);
        count = number + 1;
    }

    /**
     * Reads a run.
     *
     * @throws IOException if it cannot be read or its checksum does not match
     */
    Run get(long number) throws IOException {
        var buffer = ByteBuffer.allocate(RECORD_BYTES);
        if (!DurableFile.readFully(channel, buffer, number * RECORD_BYTES)
                || buffer.getInt(CHECKSUM_AT) != checksum(buffer.array())) {
            throw new IOException(
                    "record "
                            + number
                            + " of "
                            + file
                            + " is damaged; stop the replica, delete the"
                            + " folder "
                            + file.getParent()
                            + " and start it: the index is rebuilt from the log");
        }
        var engineIndex = buffer.getLong();
        var skipped = buffer.getInt();
        var entries = buffer.getInt();
        var firstPosition = buffer.getLong();
        var firstOffset = buffer.getLong();
        var hash = new byte[RunningHash.BYTES];
        buffer.get(hash);
        var verdictsAt = buffer.getLong();
        var verdictCount = buffer.getInt();
        var incarnation = buffer.getLong();
        var site = new byte[Math.min(buffer.get(), SITE_BYTES)];
        buffer.get(site);
        return new Run(
                engineIndex,
                skipped,
                entries,
                firstPosition,
                new SiteLog(new SiteId(new String(site, StandardCharsets.US_ASCII)), incarnation),
                firstOffset,
                RunningHash.copyOf(hash),
                verdictsAt,
                verdictCount);
    }

    /** Number of the run that holds a position, which must not be beyond the last. */
    long find(long position) throws IOException {
        var low = 0L;
        var high = count - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (firstPosition(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long firstPosition(long number) throws IOException {
        return get(number).firstPosition();
    }

    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int checksum(byte[] record) {
        var crc = new CRC32C();
        crc.update(record, 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
