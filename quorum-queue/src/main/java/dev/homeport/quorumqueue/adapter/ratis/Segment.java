package dev.homeport.quorumqueue.adapter.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of the engine's log: an eight-byte header, then per record a varint length, that many
 * bytes of protobuf and a CRC-32C over both, big-endian; then zeros, where the file was allocated
 * ahead.
 *
 * @param file the file
 * @param firstIndex index of its first record
 * @param lastIndex index of its last record, {@link Long#MAX_VALUE} while it is being written
 */
record Segment(Path file, long firstIndex, long lastIndex) {

    /** What every segment begins with. */
    static final byte[] HEADER = {'R', 'a', 'f', 't', 'L', 'o', 'g', '1'};

    /** The largest record that is believed, in bytes. */
    static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

    boolean isOpen() {
        return lastIndex == Long.MAX_VALUE;
    }

    boolean holds(long index) {
        return firstIndex <= index && index <= lastIndex;
    }

    /**
     * The segments of a group's folder in the order of their indexes; none when it is not there.
     */
    static List<Segment> list(Path groupFolder) throws IOException {
        var current = groupFolder.resolve("current");
        if (!Files.isDirectory(current)) {
            return List.of();
        }
        try (var files = Files.list(current)) {
            return files.map(Segment::of)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(Segment::firstIndex))
                    .toList();
        }
    }

    private static Optional<Segment> of(Path file) {
        var name = Objects.toString(file.getFileName());
        var closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return Optional.of(
                    new Segment(
                            file,
                            Long.parseLong(closed.group(1)),
                            Long.parseLong(closed.group(2))));
        }
        var open = OPEN.matcher(name);
        return open.matches()
                ? Optional.of(new Segment(file, Long.parseLong(open.group(1)), Long.MAX_VALUE))
                : Optional.empty();
    }
}
