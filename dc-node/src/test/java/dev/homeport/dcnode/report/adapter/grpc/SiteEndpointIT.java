package dev.homeport.dcnode.report.adapter.grpc;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.forward.adapter.grpc.NodeServer;
import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.report.SiteReport;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports over real connections: what is told, and to whom. */
class SiteEndpointIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-00000000004f");
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.79.1.2", 25_103);

    private static final SiteReport REPORT =
            new SiteReport(
                    Entries.SHANGHAI,
                    2,
                    true,
                    17,
                    new TreeMap<>(Map.of(new Epoch(3), Tables.EAST)),
                    new TreeMap<>(Map.of(new Epoch(4), Tables.EAST, Epoch.FIRST, Tables.WEST)),
                    Tables.EAST,
                    new TreeMap<>(Map.of(Entries.SHANGHAI, 40L, Entries.CANADA, 7L)),
                    123_456,
                    Optional.of(
                            new SiteReport.Full(
                                    new TreeMap<>(Map.of(Entries.SHANGHAI, 39L)),
                                    new ViewStatus(45, 2, 30, Optional.of("slow"), 64, 3),
                                    List.of(
                                            link(OptionalLong.of(5), OptionalLong.of(80)),
                                            link(OptionalLong.empty(), OptionalLong.empty())),
                                    new OrphanAccount.Account(44, 6, 5, 4),
                                    new TreeMap<>(Map.of(Entries.CANADA, 6L)))));

    @TempDir private Path folder;
    private TestAuthority authority;
    private NodeServer server;
    private volatile boolean unreadable;
    private volatile boolean hasView = true;

    private static LinkStatus link(OptionalLong lag, OptionalLong age) {
        return new LinkStatus(
                Entries.CANADA.site(),
                LinkState.UP,
                Optional.of(Entries.CANADA.site()),
                lag,
                lag,
                age,
                OptionalLong.of(1),
                Optional.empty(),
                9,
                1,
                "all is well");
    }

    @BeforeEach
    void listen() throws Exception {
        authority = new TestAuthority(folder);
        server =
                new NodeServer(
                        ADDRESS,
                        authority.issue(
                                ProcessIdentity.of(FLEET, Entries.SHANGHAI.site(), "log", 2),
                                ADDRESS.getHostString()),
                        CallLimits.BETWEEN_NODES,
                        FLEET,
                        List.of(new SiteEndpoint(this::report, this::digests)));
        server.start();
    }

    private SiteReport report() {
        if (unreadable) {
            throw new QueueException(ErrorCode.UNAVAILABLE, "the log is closed");
        }
        return REPORT;
    }

    private Optional<Digests> digests(ShardSet shards) {
        return hasView
                ? Optional.of(
                        new Digests(
                                new TreeMap<>(Map.of(Entries.SHANGHAI, 39L)),
                                new TreeMap<>(
                                        shards.stream()
                                                .boxed()
                                                .collect(toMap(ShardId::new, shard -> -7L)))))
                : Optional.empty();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NodeV0.SiteReport askAs(ProcessIdentity caller) throws Exception {
        return askAs(caller, site -> site.report(NodeV0.SiteReportAsk.getDefaultInstance()));
    }

    private NodeV0.DigestsAnswer digestsOf(ShardSet shards) throws Exception {
        return askAs(
                of("control"),
                site ->
                        site.digests(
                                NodeV0.DigestsAsk.newBuilder()
                                        .setShards(ShardSetFormat.write(shards))
                                        .build()));
    }

    private <T> T askAs(
            ProcessIdentity caller, Function<SiteServiceGrpc.SiteServiceBlockingStub, T> ask)
            throws Exception {
        var tls = authority.issue(caller, "127.79.1.1");
        var expecting =
                tls.client(
                        trusted -> ExpectedServer.node(trusted, FLEET, Entries.SHANGHAI.site(), 2));
        var channel = Channels.dial(ADDRESS, expecting, CallLimits.BETWEEN_NODES.connection());
        try {
            return ask.apply(
                    SiteServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(15, TimeUnit.SECONDS));
        } finally {
            channel.shutdownNow();
        }
    }

    private static ProcessIdentity of(String role) {
        return ProcessIdentity.of(FLEET, Entries.CANADA.site(), role, 1);
    }

    @Test
    void everythingIsToldAsItIs() throws Exception {
        var told = askAs(of("control"));

        assertThat(told.getSite()).isEqualTo("shanghai");
        assertThat(told.getNode()).isEqualTo(2);
        assertThat(told.getIncarnation()).isEqualTo(1);
        assertThat(told.getLeading()).isTrue();
        assertThat(told.getFull()).isTrue();
        assertThat(told.getTableVersion()).isEqualTo(17);
        assertThat(shards(told.getOpenList())).isEqualTo(Map.of(3L, Tables.EAST));
        assertThat(shards(told.getNextList())).isEqualTo(Map.of(1L, Tables.WEST, 4L, Tables.EAST));
        assertThat(ShardSetFormat.read(told.getLeased())).isEqualTo(Tables.EAST);
        assertThat(offsets(told.getStreamsList()))
                .isEqualTo(Map.of("shanghai#1", 40L, "canada#1", 7L));
        assertThat(offsets(told.getAppliedList())).isEqualTo(Map.of("shanghai#1", 39L));
        assertThat(told.getViewLagEntries()).isEqualTo(2);
        assertThat(told.getViewLagMillis()).isEqualTo(30);
        assertThat(told.getViewTrouble()).isEqualTo("slow");
        assertThat(told.getReseeding()).isEqualTo(64);
        assertThat(told.getDiffering()).isEqualTo(3);
        assertThat(told.getSearchedList())
                .singleElement()
                .satisfies(at -> assertThat(at.getOffset()).isEqualTo(6));
        assertThat(told.getOrphans()).isEqualTo(6);
        assertThat(told.getAdopted()).isEqualTo(5);
        assertThat(told.getLogRoomBytes()).isEqualTo(123_456);
        var known = told.getLinks(0);
        assertThat(known.getOrigin()).isEqualTo("canada");
        assertThat(known.getState()).isEqualTo("UP");
        assertThat(known.getLagEntries()).isEqualTo(5);
        assertThat(known.getOldestUnshippedMillis()).isEqualTo(80);
        assertThat(known.getDetail()).isEqualTo("all is well");
        var unknown = told.getLinks(1);
        assertThat(unknown.hasLagEntries()).isFalse();
        assertThat(unknown.hasOldestUnshippedMillis()).isFalse();
    }

    @Test
    void whatTheViewHoldsOfShardsIsToldWithHowFarItHasApplied() throws Exception {
        var told = digestsOf(Tables.EAST);

        assertThat(offsets(told.getAppliedList())).isEqualTo(Map.of("shanghai#1", 39L));
        assertThat(ShardSetFormat.read(told.getShards())).isEqualTo(Tables.EAST);
        assertThat(told.getDigestsList()).hasSize(Tables.EAST.size()).containsOnly(-7L);

        hasView = false;
        assertThatThrownBy(() -> digestsOf(Tables.EAST))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.FAILED_PRECONDITION));
    }

    private static Map<Long, ShardSet> shards(List<NodeV0.ShardsAt> wire) throws Exception {
        var shards = new TreeMap<Long, ShardSet>();
        for (var at : wire) {
            shards.put(at.getEpoch(), ShardSetFormat.read(at.getShards()));
        }
        return shards;
    }

    private static Map<String, Long> offsets(List<NodeV0.StreamAt> wire) {
        var offsets = new TreeMap<String, Long>();
        for (var at : wire) {
            var stream = at.getStream();
            offsets.put(stream.getSite() + "#" + stream.getIncarnation(), at.getOffset());
        }
        return offsets;
    }

    @Test
    void onlyTheControlPlaneAndOperatorsAreTold() throws Exception {
        assertThat(askAs(of("operator")).getNode()).isEqualTo(2);
        assertThat(askAs(of("launcher")).getNode()).isEqualTo(2);
        for (var role : List.of("full", "log", "witness", "router", "coordinator")) {
            assertRefused(of(role), Status.Code.PERMISSION_DENIED);
        }
        var other = FleetId.parse("0192f3a4-0000-7000-8000-000000000050");
        assertRefused(
                ProcessIdentity.of(other, Entries.CANADA.site(), "control", 1),
                Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aLogThatCannotBeReadIsSaid() {
        unreadable = true;

        assertRefused(of("control"), Status.Code.UNAVAILABLE);
    }

    private void assertRefused(ProcessIdentity caller, Status.Code code) {
        assertThatThrownBy(() -> askAs(caller))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }
}
