package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.store.LogGroup;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One replica of a group of its own, whose folder tests change between a stop and a start. */
abstract class OneStore {

    static final LogGroup SHANGHAI = LogGroup.ofSite(TestSite.SHANGHAI.site(), TestSite.NODES);

    static final Duration DEADLINE = Duration.ofSeconds(10);
    static final int ENTRIES = 40;

    TestSite site;
    RatisGroup group;

    @BeforeEach
    void formatOneStore(@TempDir Path root) throws IOException, StartException {
        site = TestSite.format(root, 3, List.of(1));
        group = new RatisGroup(site);
    }

    @AfterEach
    void stop() {
        group.close();
    }

    void fill() throws StartException {
        group.start(1);
        var queue = group.leader();
        for (var i = 1; i <= ENTRIES; i++) {
            append(queue, "a" + i);
        }
        group.stop(1);
    }

    static AppendResult append(RatisQueue queue, String id) {
        return queue.append(
                        new Draft(IdJudge.FACT, 0, new EntryId(id), Payload.ofText("text " + id)),
                        Admission.ORDINARY,
                        DEADLINE)
                .toCompletableFuture()
                .join();
    }

    Segment newest() throws IOException {
        return Segment.list(folder().engineGroup()).getLast();
    }

    /** The folder's parts; it is not kept open. */
    StoreFolder folder() {
        try (var folder = open()) {
            return folder;
        } catch (StartException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    StoreFolder open() throws StartException {
        return StoreFolder.open(site.store(1), site.fleet(), SHANGHAI, 1);
    }

    static int endOf(Path segment) throws IOException {
        var scan = new SegmentScan(ByteBuffer.wrap(Files.readAllBytes(segment)));
        scan.walk();
        return scan.offset();
    }

    static void write(Path file, long at, byte[] bytes) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            access.write(bytes);
        }
    }

    void refusesToStart(StopReason reason, String... words) {
        ThrowingCallable start = () -> group.start(1);
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(words);
    }
}
