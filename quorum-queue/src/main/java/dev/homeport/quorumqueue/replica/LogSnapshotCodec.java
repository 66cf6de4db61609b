package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log's snapshot as bytes. Whoever stores them adds version and checksum.
 *
 * <pre>
 * snapshot = lastPosition:u64 count:u32 (site:text incarnation:u64 lastOffset:u64 hash:32)*
 *            count:u32 (name:text position:u64)* judgeLength:u32 judge
 * </pre>
 *
 * Texts are as {@link DataOutputStream#writeUTF} writes them; streams and cursors stand in order,
 * so that equal snapshots give equal bytes. Stateless and thread-safe.
 */
public final class LogSnapshotCodec {

    private LogSnapshotCodec() {}

    /** A snapshot's bytes. */
    public static byte[] encode(LogSnapshot snapshot) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(snapshot.lastPosition());
            out.writeInt(snapshot.streams().size());
            var ends =
                    snapshot.streams().values().stream()
                            .sorted(Comparator.comparing(StreamEnd::stream))
                            .toList();
            for (var end : ends) {
                out.writeUTF(end.stream().site().name());
                out.writeLong(end.stream().incarnation());
                out.writeLong(end.lastOffset());
                out.write(end.hash().toByteArray());
            }
            out.writeInt(snapshot.cursors().size());
            for (var cursor : new TreeMap<>(snapshot.cursors()).entrySet()) {
                out.writeUTF(cursor.getKey());
                out.writeLong(cursor.getValue());
            }
            out.writeInt(snapshot.judge().length);
            out.write(snapshot.judge());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a snapshot.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    public static LogSnapshot decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var lastPosition = in.readLong();
            Map<SiteLog, StreamEnd> streams = new TreeMap<>();
            for (var left = in.readInt(); left > 0; left--) {
                var stream = new SiteLog(new SiteId(in.readUTF()), in.readLong());
                var lastOffset = in.readLong();
                var hash = RunningHash.copyOf(in.readNBytes(RunningHash.BYTES));
                streams.put(stream, new StreamEnd(stream, lastOffset, hash));
            }
            Map<String, Long> cursors = new TreeMap<>();
            for (var left = in.readInt(); left > 0; left--) {
                var name = in.readUTF();
                cursors.put(name, in.readLong());
            }
            var judge = new byte[in.readInt()];
            in.readFully(judge);
            return new LogSnapshot(lastPosition, streams, cursors, judge);
        } catch (IOException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("snapshot: the bytes are none", e);
        }
    }
}
