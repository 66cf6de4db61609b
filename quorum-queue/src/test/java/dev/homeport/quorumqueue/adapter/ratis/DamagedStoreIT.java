package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.quorumqueue.adapter.disk.AppliedIndex;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.replica.LogSnapshot;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica does about a folder that is not what it left behind. */
class DamagedStoreIT {

    private static final LogGroup SHANGHAI =
            LogGroup.ofSite(TestSite.SHANGHAI.site(), TestSite.NODES);

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int ENTRIES = 40;

    private TestSite site;
    private RatisGroup group;

    @BeforeEach
    void formatOneStore(@TempDir Path root) throws IOException, StartException {
        site = TestSite.format(root, 3, List.of(1));
        group = new RatisGroup(site);
    }

    @AfterEach
    void stop() {
        group.close();
    }

    private void fill() throws StartException {
        group.start(1);
        var queue = group.leader();
        for (var i = 1; i <= ENTRIES; i++) {
            append(queue, "a" + i);
        }
        group.stop(1);
    }

    private static AppendResult append(RatisQueue queue, String id) {
        return queue.append(
                        new Draft(IdJudge.FACT, 0, new EntryId(id), Payload.ofText("text " + id)),
                        Admission.ORDINARY,
                        DEADLINE)
                .toCompletableFuture()
                .join();
    }

    private Segment newest() throws IOException {
        return Segment.list(folder().engineGroup()).getLast();
    }

    /** The folder's parts; it is not kept open. */
    private StoreFolder folder() {
        try (var folder = open()) {
            return folder;
        } catch (StartException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoreFolder open() throws StartException {
        return StoreFolder.open(site.store(1), site.fleet(), SHANGHAI, 1);
    }

    private static int endOf(Path segment) throws IOException {
        var scan = new SegmentScan(ByteBuffer.wrap(Files.readAllBytes(segment)));
        scan.walk();
        return scan.offset();
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            access.write(bytes);
        }
    }

    private static void flipBit(Path file, long at) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            var value = access.read();
            access.seek(at);
            access.write(value ^ 0x10);
        }
    }

    private void refusesToStart(StopReason reason, String... words) {
        ThrowingCallable start = () -> group.start(1);
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(words);
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
    void aFolderThatIsInUseIsNotTouched() throws Exception {
        fill();
        var segment = newest().file();
        write(segment, endOf(segment), new byte[] {(byte) 0xF4, 3, 8, 1, 16, 42, 26, 7});
        var size = Files.size(segment);

        try (var folder = open()) {
            refusesToStart(
                    StopReason.STORE_IN_USE,
                    site.store(1).toString(),
                    "in use",
                    "end that process first");

            assertThat(Files.size(segment)).isEqualTo(size);
            assertThat(folder.torn()).doesNotExist();
        }

        group.start(1);
        group.leader();
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

    @Test
    void anUnformattedFolderRefusesTheStart() throws Exception {
        Files.delete(site.store(1).resolve("identity"));

        refusesToStart(StopReason.WRONG_STORE, "is not formatted");
    }

    @Test
    void aReplacedDiskDoesNotVote() throws Exception {
        fill();
        try (var files =
                Files.walk(site.store(1).resolve("raft")).sorted(Comparator.reverseOrder())) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }

        refusesToStart(StopReason.WRONG_STORE, "has run before, but its log");
    }

    @Test
    void anotherFleetsSitesOrNodesStoreIsRefused() {
        var fleet = new FleetId(new UUID(7, 7));

        assertThatThrownBy(() -> StoreFolder.open(site.store(1), fleet, SHANGHAI, 1))
                .hasMessageContainingAll("belongs to fleet " + site.fleet(), fleet.toString());
        assertThatThrownBy(() ->
                        StoreFolder.open(
                                site.store(1),
                                site.fleet(),
                                LogGroup.ofSite(new SiteId("canada"), List.of(1, 2, 3)),
                                1))
                .hasMessageContainingAll("belongs to site shanghai", "canada");
        assertThatThrownBy(() -> StoreFolder.open(site.store(1), site.fleet(), SHANGHAI, 2))
                .hasMessageContainingAll("belongs to node 1", "node 2");
    }

    @Test
    void aFolderIsFormattedOnce() {
        var other =
                new StoreIdentity(
                        site.fleet(),
                        TestSite.SHANGHAI,
                        1,
                        new TreeMap<>(Map.of(1, new UUID(1, 1))));

        assertThatThrownBy(() -> StoreFolder.format(site.store(1), other))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void anOrderToFormatIsCarriedOutAgainAfterACrash() throws Exception {
        var identity = StoreIdentity.genesis(site.fleet(), SHANGHAI, 2);
        var store = site.root().resolve("ordered");
        Files.createDirectories(store);
        Files.writeString(store.resolve("identity.tmp"), "homeport-st");

        StoreFolder.formatOnce(store, identity);
        StoreFolder.formatOnce(store, identity);

        try (var folder = StoreFolder.open(store, site.fleet(), SHANGHAI, 2)) {
            assertThat(folder.identity()).isEqualTo(identity);
        }
        var another = StoreIdentity.genesis(new FleetId(new UUID(7, 7)), SHANGHAI, 2);
        assertThatThrownBy(() -> StoreFolder.formatOnce(store, another))
                .hasMessageContaining("was formatted as replica 2 of log of shanghai");
    }

    @Test
    void storesThatAreFormattedAgainAreOfAnotherGroup() {
        var again =
                StoreIdentity.mint(site.fleet(), TestSite.SHANGHAI, List.of(1), UUID::randomUUID);

        assertThat(again.values())
                .extracting(StoreIdentity::group)
                .doesNotContain(folder().identity().group());
    }
}
