package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.replica.LogSnapshotCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of the applied state, the newest {@value #KEPT} kept. A damaged one costs time, never
 * data: an older one, or the whole log, is applied again.
 *
 * <pre>
 * file = "HPSN" version:u8(0) crc32c:u32 term:u64 engineIndex:u64 runCount:u64 verdictBytes:u64
 *        snapshot                                        (the checksum covers all that follows it)
 * </pre>
 */
final class SnapshotFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);

    private static final int KEPT = 2;
    private static final int MAGIC = 0x4850534E;
    private static final byte VERSION = 0;
    private static final int BODY_AT = 9;
    private static final Pattern NAME = Pattern.compile("snapshot-(\\d{19})");

    private final Path folder;

    SnapshotFiles(Path folder) {
        this.folder = folder;
    }

    void store(StoredSnapshot snapshot) throws IOException {
        var state = LogSnapshotCodec.encode(snapshot.state());
        var buffer = ByteBuffer.allocate(BODY_AT + 32 + state.length);
        buffer.putInt(MAGIC).put(VERSION).putInt(0);
        buffer.putLong(snapshot.term()).putLong(snapshot.engineIndex());
        buffer.putLong(snapshot.runCount()).putLong(snapshot.verdictBytes()).put(state);
        buffer.putInt(BODY_AT - 4, checksum(buffer.array()));
        var name = "snapshot-%019d".formatted(snapshot.engineIndex());
        DurableFile.replace(folder.resolve(name), buffer.array());
        var files = newestFirst();
        for (var old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** The readable snapshots, newest first; those that are not readable are told of and left. */
    List<StoredSnapshot> readable() throws IOException {
        var snapshots = new ArrayList<StoredSnapshot>();
        for (var file : newestFirst()) {
            read(file).ifPresent(snapshots::add);
        }
        return snapshots;
    }

    private Optional<StoredSnapshot> read(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var buffer = ByteBuffer.wrap(bytes);
        try {
            if (bytes.length < BODY_AT + 32
                    || buffer.getInt() != MAGIC
                    || buffer.get() != VERSION
                    || buffer.getInt() != checksum(bytes)) {
                throw new IllegalArgumentException("it is damaged or of another version");
            }
            var term = buffer.getLong();
            var engineIndex = buffer.getLong();
            var runCount = buffer.getLong();
            var verdictBytes = buffer.getLong();
            var state = new byte[buffer.remaining()];
            buffer.get(state);
            return Optional.of(
                    new StoredSnapshot(
                            term,
                            engineIndex,
                            runCount,
                            verdictBytes,
                            LogSnapshotCodec.decode(state)));
        } catch (IllegalArgumentException e) {
            LOG.warn("snapshot {} is not used: {}; more of the log is applied again", file, e);
            return Optional.empty();
        }
    }

    private List<Path> newestFirst() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }
}
