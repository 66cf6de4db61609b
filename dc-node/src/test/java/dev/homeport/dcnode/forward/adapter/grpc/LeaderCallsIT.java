package dev.homeport.dcnode.forward.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader's work over real connections: what a caller hears, and who is let in. */
class LeaderCallsIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-00000000004d");
    private static final SiteId SITE = new SiteId("shanghai");
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.77.1.2", 25_101);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Draft DRAFT =
            new ProtobufEntryFormat().encode(Entries.opened(ShardSet.all(), 1));
    private static final RunningHash HASH = RunningHash.copyOf(new byte[RunningHash.BYTES]);
    private static final EntryAddress PLACE = new EntryAddress(Entries.SHANGHAI, 7);

    @TempDir private Path folder;
    private TestAuthority authority;
    private NodeServer server;

    /** Says what it was asked, in its answers. */
    private static final class Leader implements LeaderWork {

        @Override
        public CompletionStage<LogReply> append(
                Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
            return CompletableFuture.completedFuture(
                    shard.value() == 5 && epoch.value() == 3
                            ? new LogReply.Repeated(PLACE, Optional.of(draft))
                            : new LogReply.Declined(
                                    ErrorCode.MOVED, "elsewhere", Duration.ofMillis(40)));
        }

        @Override
        public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
            return CompletableFuture.completedFuture(new LogReply.Taken(PLACE));
        }

        @Override
        public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
            return CompletableFuture.completedFuture(
                    new MirrorResult.Mirrored(
                            new StreamEnd(batch.stream(), batch.lastOffset(), batch.lastHash()),
                            batch.drafts().size()));
        }

        @Override
        public CompletionStage<CursorResult> advanceCursor(
                String name, long position, Duration deadline) {
            return CompletableFuture.completedFuture(new CursorResult.Moved(name, position));
        }
    }

    @BeforeEach
    void listen() throws Exception {
        authority = new TestAuthority(folder);
        server =
                new NodeServer(
                        ADDRESS,
                        authority.issue(
                                ProcessIdentity.of(FLEET, SITE, "log", 2), ADDRESS.getHostString()),
                        CallLimits.BETWEEN_NODES,
                        FLEET,
                        List.of(new LeaderEndpoint(SITE, new Leader())));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LeaderConnections dial(SiteId site, String role, int expectedNode) throws Exception {
        return new LeaderConnections(
                Map.of(expectedNode, ADDRESS),
                authority.issue(ProcessIdentity.of(FLEET, site, role, 1), "127.77.1.1"),
                CallLimits.BETWEEN_NODES,
                FLEET,
                SITE);
    }

    private static <T> T now(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    @Test
    void everyAnswerArrivesAsItWasGiven() throws Exception {
        try (var connections = dial(SITE, "full", 2)) {
            var node = connections.node(2);

            assertThat(now(node.append(DRAFT, new ShardId(5), new Epoch(3), DEADLINE)))
                    .isEqualTo(new LogReply.Repeated(PLACE, Optional.of(DRAFT)));
            assertThat(now(node.append(DRAFT, new ShardId(6), new Epoch(3), DEADLINE)))
                    .isEqualTo(
                            new LogReply.Declined(
                                    ErrorCode.MOVED, "elsewhere", Duration.ofMillis(40)));
            assertThat(now(node.appendControl(DRAFT, DEADLINE)))
                    .isEqualTo(new LogReply.Taken(PLACE));
            var batch = new MirrorBatch(Entries.SHANGHAI, 4, HASH, List.of(DRAFT, DRAFT), HASH);
            assertThat(now(node.mirror(batch, DEADLINE)))
                    .isEqualTo(
                            new MirrorResult.Mirrored(new StreamEnd(Entries.SHANGHAI, 5, HASH), 2));
            assertThat(now(node.advanceCursor("view", 9, DEADLINE)))
                    .isEqualTo(new CursorResult.Moved("view", 9));
        }
    }

    @Test
    void nodesOfOtherSitesAndOtherRolesDoNothingHere() throws Exception {
        for (var caller :
                List.of(dial(new SiteId("canada"), "full", 2), dial(SITE, "witness", 2))) {
            try (caller) {
                assertThat(now(caller.node(2).advanceCursor("view", 9, DEADLINE)))
                        .isInstanceOf(Setback.NotLeader.class);
            }
        }
    }

    @Test
    void anotherNodeThanTheOneThatWasMeantIsToldNothing() throws Exception {
        try (var connections = dial(SITE, "full", 3)) {
            assertThat(now(connections.node(3).advanceCursor("view", 9, DEADLINE)))
                    .isInstanceOf(Setback.Unknown.class);
        }
    }
}
