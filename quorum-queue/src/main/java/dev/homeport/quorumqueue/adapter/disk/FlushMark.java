package dev.homeport.quorumqueue.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far this replica's log is known to have been fsynced. Written without an fsync of its own, so
 * it may be behind, never ahead: damage at or below the mark is damage to what was durable and must
 * not be taken for a torn tail.
 */
public final class FlushMark implements AutoCloseable {

    private static final int BYTES = 12;

    private final FileChannel channel;
    private long index = -1;

    private FlushMark(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the mark of a folder. */
    public static FlushMark open(StoreFolder folder) throws IOException {
        Path file = folder.applied().resolve("flushed");
        return new FlushMark(
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    /** The index that is known to be durable, -1 when none is known. */
    public long read() throws IOException {
        var buffer = ByteBuffer.allocate(BYTES);
        if (DurableFile.readFully(channel, buffer, 0)
                && buffer.getInt(8) == checksum(buffer.array())) {
            index = buffer.getLong(0);
        }
        return index;
    }

    /** Raises the mark; lower values are ignored. Called by one thread. */
    public void raise(long toIndex) throws IOException {
        if (toIndex <= index) {
            return;
        }
        index = toIndex;
        var buffer = ByteBuffer.allocate(BYTES).putLong(index);
        buffer.putInt(checksum(buffer.array())).flip();
        DurableFile.writeFully(channel, buffer, 0);
    }

    private static int checksum(byte[] record) {
        var crc = new CRC32C();
        crc.update(record, 0, 8);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
