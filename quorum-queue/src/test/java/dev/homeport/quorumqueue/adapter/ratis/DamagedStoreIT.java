package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.quorumqueue.adapter.disk.AppliedIndex;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.replica.LogSnapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** What a replica does about files that are not what it left behind. */
class DamagedStoreIT extends OneStore {

    private static void flipBit(Path file, long at) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            var value = access.read();
            access.seek(at);
            access.write(value ^ 0x10);
        }
    }

    @Test
    void aRestartReadsEverythingBackWithItsVerdicts() throws Exception {
        group.start(1);
        var queue = group.leader();
        append(queue, "a");
        append(queue, "a");
        queue.advanceCursor("applier", 2, DEADLINE).toCompletableFuture().join();
        var before = queue.read(1, ReadLimit.DEFAULT);
        var streams = queue.streams();
        group.stop(1);

        group.start(1);
        group.leader();
        group.awaitPosition(1, 2);

        assertThat(group.node(1).read(1, ReadLimit.DEFAULT)).isEqualTo(before);
        assertThat(before.getLast().verdict()).isInstanceOf(Verdict.Duplicate.class);
        assertThat(group.node(1).streams()).isEqualTo(streams);
        await().atMost(DEADLINE)
                .until(() -> group.node(1).cursors().getOrDefault("applier", 0L) == 2L);
        assertThat(append(group.leader(), "a"))
                .isInstanceOfSatisfying(
                        AppendResult.Appended.class,
                        again -> assertThat(again.verdict()).isEqualTo(before.getLast().verdict()));
    }

    @Test
    void aLostIndexIsRebuiltFromTheLog() throws Exception {
        fill();
        try (var files = Files.walk(folder().applied()).sorted(Comparator.reverseOrder())) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }

        group.start(1);
        group.leader();
        group.awaitPosition(1, ENTRIES);

        assertThat(group.node(1).read(1, ReadLimit.DEFAULT))
                .extracting(JudgedEntry::verdict)
                .containsOnly(Verdict.EFFECTIVE)
                .hasSize(ENTRIES);
    }

    @Test
    void aSnapshotOfAnotherTermThanTheLogsIsNotBelieved() throws Exception {
        fill();
        // Given a snapshot that includes, at the log's last index, something else than the log
        try (var folder = open();
                var index = AppliedIndex.open(folder)) {
            var found = index.recover(Long.MAX_VALUE, at -> termAt(folder, at)).orElseThrow();
            index.store(found.term() - 1, found.engineIndex(), oneAhead(found.state()));
        }

        group.start(1);
        group.leader();
        group.awaitPosition(1, ENTRIES);

        assertThat(append(group.leader(), "after"))
                .isInstanceOfSatisfying(
                        AppendResult.Appended.class,
                        after -> assertThat(after.address().offset()).isEqualTo(ENTRIES + 1));
        assertThat(group.node(1).read(1, ReadLimit.DEFAULT))
                .extracting(JudgedEntry::verdict)
                .containsOnly(Verdict.EFFECTIVE)
                .hasSize(ENTRIES + 1);
    }

    private static long termAt(StoreFolder folder, long index) throws IOException {
        return new SegmentReader(folder.engineGroup()).termAt(index);
    }

    private static LogSnapshot oneAhead(LogSnapshot state) {
        var streams = new HashMap<>(state.streams());
        streams.replaceAll(
                (_, end) -> new StreamEnd(end.stream(), end.lastOffset() + 1, end.hash()));
        return new LogSnapshot(state.lastPosition() + 1, streams, state.cursors(), state.judge());
    }

    @Test
    void aTornTailIsCutAndKeptAside() throws Exception {
        fill();
        var torn = folder().torn();
        var segment = newest().file();
        var end = endOf(segment);
        // The beginning of a record that never got its rest: length 500, some bytes, then zeros.
        write(segment, end, new byte[] {(byte) 0xF4, 3, 8, 1, 16, 42, 26, 7});

        group.start(1);
        group.leader();
        group.awaitPosition(1, ENTRIES);

        assertThat(append(group.leader(), "after")).isInstanceOf(AppendResult.Appended.class);
        assertThat(torn).isNotEmptyDirectory();
    }

    @Test
    void aFlippedBitInTheMiddleRefusesTheStart() throws Exception {
        fill();
        var segment = newest().file();
        var size = Files.size(segment);
        flipBit(segment, endOf(segment) / 2);

        refusesToStart(
                StopReason.CORRUPT_STORE, segment.getFileName().toString(), "is damaged at byte");

        assertThat(Files.size(segment)).isEqualTo(size);
        assertThat(folder().torn()).doesNotExist();
    }

    @Test
    void aFlippedBitInTheLastDurableRecordRefusesTheStart() throws Exception {
        fill();
        var segment = newest().file();
        flipBit(segment, endOf(segment) - 6);

        refusesToStart(StopReason.CORRUPT_STORE, "where it was durable");
    }

    @Test
    void aLogThatIsShorterThanWhatWasDurableRefusesTheStart() throws Exception {
        fill();
        var segment = newest().file();
        try (var access = new RandomAccessFile(segment.toFile(), "rw")) {
            access.setLength(endOf(segment) / 2);
        }

        refusesToStart(StopReason.CORRUPT_STORE, "durable");
    }
}
