package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's bounds, and reads from segments that have long been closed. */
class ReplicaLimitsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int BIG = 200 * 1024;

    @TempDir private Path root;

    private static CompletionStage<AppendResult> append(
            RatisQueue queue, Admission admission, String id, int bytes) {
        return queue.append(
                new Draft(IdJudge.FACT, 0, new EntryId(id), Payload.copyOf(new byte[bytes])),
                admission,
                DEADLINE);
    }

    @Test
    void atTheCapOnlyControlEntriesGetThrough() throws Exception {
        var site = TestSite.format(root, 4, List.of(1));
        try (var group = new RatisGroup(site, 2 * ReplicaSettings.RESERVE_BYTES)) {
            group.start(1);
            var queue = group.leader();

            // Given a log that is filled until it refuses
            var results = new ArrayList<CompletionStage<AppendResult>>();
            for (var i = 0; i < 2 * ReplicaSettings.RESERVE_BYTES / BIG; i++) {
                var result = append(queue, Admission.ORDINARY, "fill" + i, BIG);
                results.add(result);
                if (i % 100 == 0) {
                    result.toCompletableFuture().join();
                }
            }
            var kinds = results.stream().map(r -> r.toCompletableFuture().join()).toList();

            // Then what was refused was overloaded, and control entries still get in
            assertThat(kinds.getFirst()).isInstanceOf(AppendResult.Appended.class);
            assertThat(kinds.getLast())
                    .isInstanceOfSatisfying(
                            Setback.Overloaded.class,
                            full -> assertThat(full.limit()).contains("at its cap"));
            assertThat(kinds)
                    .allMatch(kind ->
                            kind instanceof AppendResult.Appended
                                    || kind instanceof Setback.Overloaded);
            assertThat(append(queue, Admission.CONTROL, "close", 100).toCompletableFuture().join())
                    .isInstanceOf(AppendResult.Appended.class);
            assertThat(queue.advanceCursor("c", 1, DEADLINE).toCompletableFuture().join())
                    .isInstanceOf(CursorResult.Moved.class);

            // And entries of closed segments are read back, by position and by offset
            var last = queue.lastPosition();
            assertThat(last).isGreaterThan(200);
            assertThat(positions(queue, last))
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
            assertThat(queue.readStream(TestSite.SHANGHAI, 20, new ReadLimit(3, 1 << 30)).entries())
                    .extracting(judged -> judged.entry().offset())
                    .containsExactly(20L, 21L, 22L);

            // And so after a restart, which begins at a snapshot
            group.stop(1);
            group.start(1);
            assertThat(group.node(1).lastPosition()).isPositive();
            group.awaitPosition(1, last);
            assertThat(positions(group.node(1), last)).hasSize((int) last);
            assertThat(
                            append(group.leader(), Admission.CONTROL, "close", 1)
                                    .toCompletableFuture()
                                    .join())
                    .isInstanceOfSatisfying(
                            AppendResult.Appended.class,
                            again -> assertThat(again.address().offset()).isEqualTo(last + 1));
        }
    }

    private static List<Long> positions(RatisQueue queue, long last) {
        var positions = new ArrayList<Long>();
        while (positions.size() < last) {
            var from = positions.isEmpty() ? 1 : positions.getLast() + 1;
            for (JudgedEntry judged : queue.read(from, new ReadLimit(16, 1 << 20))) {
                positions.add(judged.entry().position());
            }
        }
        return positions;
    }

    @Test
    void withoutAMajorityAnAppendIsNeverAcknowledged() throws Exception {
        var site = TestSite.format(root, 5);
        try (var group = new RatisGroup(site)) {
            group.startAll();
            var leader = group.leader();
            for (var node : TestSite.NODES) {
                if (node != leader.node()) {
                    group.stop(node);
                }
            }

            var result =
                    leader.append(
                                    new Draft(IdJudge.FACT, 0, new EntryId("a"), Payload.EMPTY),
                                    Admission.ORDINARY,
                                    Duration.ofSeconds(2))
                            .toCompletableFuture()
                            .join();

            assertThat(result).isInstanceOf(Setback.class);
            assertThat(leader.lastPosition()).isZero();
            await().atMost(DEADLINE).until(() -> !leader.leadership().leading());
            assertThat(leader.readBarrier(Duration.ofSeconds(1)).toCompletableFuture().join())
                    .isInstanceOf(Setback.class);
        }
    }

    @Test
    void leadershipIsHandedOver() throws Exception {
        var site = TestSite.format(root, 6);
        try (var group = new RatisGroup(site)) {
            group.startAll();
            var before = group.leader().node();
            var next = before % TestSite.NODES.size() + 1;

            await().atMost(DEADLINE)
                    .until(() ->
                            group.leader()
                                    .transferLeadership(next, Duration.ofSeconds(5))
                                    .toCompletableFuture()
                                    .join());

            await().atMost(DEADLINE).until(() -> group.node(next).leadership().leading());
            assertThat(
                            append(group.node(next), Admission.ORDINARY, "a", 10)
                                    .toCompletableFuture()
                                    .join())
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }
}
