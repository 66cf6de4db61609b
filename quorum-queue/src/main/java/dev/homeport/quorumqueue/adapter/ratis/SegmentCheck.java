package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every byte of the engine's log before the engine does. The engine can only stop at any
 * damage or cut at any damage; neither is right. Here the torn end of the newest segment is cut
 * (and kept aside): those bytes were never acknowledged. Every other damage refuses the start,
 * because cutting there would forget what was acknowledged. What is left is durable.
 */
final class SegmentCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentCheck.class);

    private SegmentCheck() {}

    /**
     * What was found.
     *
     * @param lastIndex index of the last record, -1 for an empty log
     * @param bytes size of all records in bytes
     */
    record Found(long lastIndex, long bytes) {}

    /**
     * Checks all segments and cuts a torn tail.
     *
     * @param folder the replica's folder
     * @param flushedIndex up to where the log is known to have been fsynced, -1 when not known
     * @throws StartException if anything but the tail is damaged or missing
     */
    static Found check(StoreFolder folder, long flushedIndex) throws StartException {
        try {
            return check(folder, Segment.list(folder.engineGroup()), flushedIndex);
        } catch (IOException e) {
            throw new StartException(
                    StopReason.DISK_FAILED,
                    "the log in " + folder.engineGroup() + " cannot be read: " + e,
                    e);
        }
    }

    private static Found check(StoreFolder folder, List<Segment> segments, long flushedIndex)
            throws IOException, StartException {
        var next = 0L;
        var bytes = 0L;
        for (var segment : segments) {
            if (segment.firstIndex() != next) {
                throw corrupt(
                        segment.file(), "follows index " + (next - 1) + ": a segment is missing");
            }
            var newest = segment.equals(segments.getLast());
            try (var channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
                var size = channel.size();
                if (size > Integer.MAX_VALUE) {
                    throw corrupt(segment.file(), "has " + size + " bytes");
                }
                var content = channel.map(MapMode.READ_ONLY, 0, size);
                var scan = new SegmentScan(content);
                var end = scan.walk();
                next = segment.firstIndex() + scan.records();
                bytes += scan.offset();
                if (!segment.isOpen()) {
                    mustBeWhole(segment, scan, end, next);
                } else if (!newest) {
                    throw corrupt(segment.file(), "is open, but newer segments follow");
                } else if (end == SegmentScan.End.BROKEN) {
                    cut(folder, segment, scan, content, next, flushedIndex);
                }
            }
        }
        if (!segments.isEmpty()) {
            sync(segments.getLast());
        }
        if (next <= flushedIndex) {
            throw new StartException(
                    StopReason.CORRUPT_STORE,
                    "the log in "
                            + folder.engineGroup()
                            + " ends at index "
                            + (next - 1)
                            + ", but index "
                            + flushedIndex
                            + " was durable here: records are missing at its end; do not use this"
                            + " copy, replace the replica");
        }
        return new Found(next - 1, bytes);
    }

    /**
     * The engine takes every record that it finds for flushed, and confirms it to a leader. A
     * process that was killed may have left records that no fsync has reached yet.
     */
    private static void sync(Segment newest) throws IOException {
        try (var channel = FileChannel.open(newest.file(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void mustBeWhole(
            Segment segment, SegmentScan scan, SegmentScan.End end, long next)
            throws StartException {
        if (end == SegmentScan.End.BROKEN || next != segment.lastIndex() + 1) {
            throw corrupt(
                    segment.file(),
                    "is damaged at byte "
                            + scan.offset()
                            + " (index "
                            + next
                            + " of "
                            + segment.firstIndex()
                            + " to "
                            + segment.lastIndex()
                            + ")");
        }
    }

    private static void cut(
            StoreFolder folder,
            Segment segment,
            SegmentScan scan,
            ByteBuffer content,
            long next,
            long flushedIndex)
            throws IOException, StartException {
        if (next <= flushedIndex) {
            throw corrupt(
                    segment.file(),
                    "is damaged at byte "
                            + scan.offset()
                            + " (index "
                            + next
                            + "), where it was durable (up to index "
                            + flushedIndex
                            + ")");
        }
        Files.createDirectories(folder.torn());
        var aside = folder.torn().resolve(segment.file().getFileName() + "-at-" + scan.offset());
        Files.deleteIfExists(aside);
        try (var copy =
                        FileChannel.open(
                                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
            var tail = content.slice(scan.offset(), content.limit() - scan.offset());
            while (tail.hasRemaining()) {
                copy.write(tail);
            }
            copy.force(true);
            channel.truncate(scan.offset());
            channel.force(true);
        }
        LOG.warn(
                "cut the torn tail of {} at byte {} (index {}); what was cut is kept in {}",
                segment.file(),
                scan.offset(),
                next,
                aside);
    }

    private static StartException corrupt(Path file, String what) {
        return new StartException(
                StopReason.CORRUPT_STORE,
                "log segment "
                        + file
                        + " "
                        + what
                        + "; nothing was changed: replace this replica, or put its disk back");
    }
}
