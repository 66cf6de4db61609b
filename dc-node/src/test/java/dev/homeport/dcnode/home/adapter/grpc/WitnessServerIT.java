package dev.homeport.dcnode.home.adapter.grpc;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WitnessServerIT {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.46.9.1", 25_010);

    @TempDir private Path folder;
    private final List<WitnessInput> inputs = new CopyOnWriteArrayList<>();
    private final List<LeaseAnswer> answers = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile boolean full;
    private Optional<TestAuthority> authority = Optional.empty();
    private Optional<WitnessServer> server = Optional.empty();

    @BeforeEach
    void startWitnessOfHongkong() throws Exception {
        authority = Optional.of(new TestAuthority(folder));
        start("hongkong");
    }

    private void start(String site) throws Exception {
        var made =
                new WitnessServer(
                        ADDRESS,
                        tls(identity(site, "witness", 3)),
                        CallLimits.USUAL,
                        Tables.first().fleet(),
                        HONGKONG,
                        Set.of(SHANGHAI, CANADA),
                        input -> !full && inputs.add(input),
                        () ->
                                new WitnessAgent.Status(
                                        true, true, WitnessState.empty(), Optional.empty(), 0, 0));
        made.start();
        server = Optional.of(made);
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open) {
            each.close();
        }
        server.ifPresent(WitnessServer::close);
    }

    private TlsFiles tls(ProcessIdentity identity) throws Exception {
        return authority.orElseThrow().issue(identity, "127.46.9.1");
    }

    private static ProcessIdentity identity(String site, String role, int node) {
        return ProcessIdentity.of(Tables.first().fleet(), new SiteId(site), role, node);
    }

    private WitnessCalls calls(TlsFiles tls, SiteId self) throws Exception {
        var calls =
                new WitnessCalls(
                        Map.of(HONGKONG, ADDRESS),
                        tls,
                        CallLimits.USUAL,
                        Tables.first().fleet(),
                        self,
                        new SplittableRandom(1),
                        warnings::add);
        open.add(calls);
        return calls;
    }

    private static LeaseAsk ask(SiteId site, int node, long sequence) {
        return new LeaseAsk(
                new HolderId(new SiteLog(site, 1), node, 1),
                sequence,
                Tables.first(),
                Tables.EAST,
                ShardSet.none(),
                false,
                LogMark.START,
                Map.of());
    }

    private void answer(LeaseAsk ask, ShardSet granted, ShardSet blocked) {
        server.orElseThrow()
                .answer(
                        new LeaseAnswer(
                                HONGKONG,
                                ask.holder(),
                                ask.sequence(),
                                new StoreNumber(1, 2),
                                new LeaseAnswer.Granted(granted, blocked, 1_000, 5)));
    }

    private void assertRefused(String... words) {
        await().until(() -> !warnings.isEmpty());
        assertThat(warnings.getFirst()).contains(words);
        assertThat(inputs).isEmpty();
        warnings.clear();
    }

    @Test
    void askIsAnsweredOnceMoreWhenShardsHaveComeFree() throws Exception {
        var calls = calls(tls(identity("shanghai", "full", 1)), SHANGHAI);
        var ask = ask(SHANGHAI, 1, 1);
        calls.ask(HONGKONG, ask, answers::add);
        await().until(() -> inputs.equals(List.of(new WitnessInput.Asked(ask))));
        answer(ask, ShardSet.none(), Tables.EAST);
        await().until(() -> answers.size() == 1);
        answer(ask, Tables.EAST, ShardSet.none());
        await().until(() -> answers.size() == 2);
        assertThat(answers.getLast().outcome())
                .isEqualTo(new LeaseAnswer.Granted(Tables.EAST, ShardSet.none(), 1_000, 5));
        assertThat(warnings).isEmpty();
    }

    @Test
    void nodeAsksOnlyAsWhatItsCertificateNames() throws Exception {
        calls(tls(identity("canada", "full", 1)), CANADA)
                .ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("PERMISSION_DENIED", "canada/full/1", "may not ask as shanghai#1/1.1");

        calls(tls(identity("shanghai", "log", 2)), SHANGHAI)
                .ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("PERMISSION_DENIED", "may not ask as");

        calls(tls(identity("shanghai", "router", 1)), SHANGHAI)
                .ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("PERMISSION_DENIED", "holds no replica");
    }

    @Test
    void onlyWitnessesSpeakAsWitnesses() throws Exception {
        var consult = new PeerMessage.Consult(4);
        calls(tls(identity("canada", "full", 1)), CANADA).tell(HONGKONG, consult);
        assertRefused("PERMISSION_DENIED", "may not speak as the witness of canada");

        calls(tls(identity("shanghai", "witness", 3)), CANADA).tell(HONGKONG, consult);
        assertRefused("PERMISSION_DENIED", "may not speak as the witness of canada");

        calls(tls(identity("elsewhere", "witness", 3)), new SiteId("elsewhere"))
                .tell(HONGKONG, consult);
        assertRefused("PERMISSION_DENIED", "not among the other witnesses");

        calls(tls(identity("canada", "log+witness", 3)), CANADA).tell(HONGKONG, consult);
        await().until(() -> inputs.equals(List.of(new WitnessInput.PeerSaid(CANADA, consult))));
    }

    @Test
    void onlyTheCoordinatorRaisesTheGrantMark() throws Exception {
        assertThat(raise(tls(identity("canada", "full", 1))))
                .contains("PERMISSION_DENIED", "no voter of the coordinator");
        assertThat(inputs).isEmpty();

        var raised =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return raise(tls(identity("canada", "coordinator+control", 4)));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        await().until(() -> inputs.equals(List.of(new WitnessInput.MarkRaised(1, 600))));
        server.orElseThrow().answerMark(1, OptionalLong.of(700));
        assertThat(raised.join()).contains("700");
    }

    private static String raise(TlsFiles tls) throws Exception {
        var channel =
                NettyChannelBuilder.forAddress(ADDRESS.getHostString(), ADDRESS.getPort())
                        .sslContext(tls.client(trusted -> trusted))
                        .build();
        try {
            return WitnessServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .raiseGrantMark(LeaseV0.GrantMarkRaise.newBuilder().setMark(600).build())
                    .toString();
        } catch (StatusRuntimeException e) {
            return e.getStatus().toString();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void anotherFleetIsRefused() throws Exception {
        var foreign = ProcessIdentity.of(Tables.ofAnotherFleet().fleet(), SHANGHAI, "full", 1);
        calls(tls(foreign), SHANGHAI).ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("PERMISSION_DENIED", "another fleet");

        var stranger = new TestAuthority(folder.resolve("stranger"));
        var files = stranger.issue(identity("shanghai", "full", 1), "127.46.9.1");
        var own = tls(identity("shanghai", "full", 1));
        var mixed = new TlsFiles(files.privateKey(), files.certificate(), own.authority());
        calls(mixed, SHANGHAI).ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("witness hongkong");
    }

    @Test
    void nothingIsSaidToAServerThatIsNotTheWitnessDialled() throws Exception {
        server.orElseThrow().close();
        start("canada");
        calls(tls(identity("shanghai", "full", 1)), SHANGHAI)
                .ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("DEADLINE_EXCEEDED");
    }

    @Test
    void newerTableIsHandedOnByMembersOfTheFleetAlone() throws Exception {
        calls(tls(identity("canada", "control", 1)), CANADA).offer(HONGKONG, Tables.first());
        await().until(() -> inputs.equals(List.of(new WitnessInput.TableOffered(Tables.first()))));
        inputs.clear();
        calls(tls(identity("canada", "router", 1)), CANADA).offer(HONGKONG, Tables.first());
        assertRefused("PERMISSION_DENIED", "has none of the roles");
        calls(tls(identity("canada", "control", 1)), CANADA)
                .offer(HONGKONG, Tables.ofAnotherFleet());
        assertRefused("PERMISSION_DENIED", "table: is of fleet");
    }

    @Test
    void fullInboxIsSaidSo() throws Exception {
        full = true;
        calls(tls(identity("shanghai", "full", 1)), SHANGHAI)
                .ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("RESOURCE_EXHAUSTED", "too much to do");
    }

    @Test
    void garbageAndHalfOpenConnectionsAreSurvived() throws Exception {
        for (var i = 0; i < 50; i++) {
            var silent = new Socket(ADDRESS.getAddress(), ADDRESS.getPort());
            open.add(silent);
            try (var garbage = new Socket(ADDRESS.getAddress(), ADDRESS.getPort())) {
                garbage.getOutputStream()
                        .write(
                                "GET / HTTP/1.1\r\n\r\n"
                                        .repeat(20)
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        var ask = ask(SHANGHAI, 1, 1);
        calls(tls(identity("shanghai", "full", 1)), SHANGHAI).ask(HONGKONG, ask, answers::add);
        await().until(() -> inputs.size() == 1);
        answer(ask, Tables.EAST, ShardSet.none());
        await().until(() -> answers.size() == 1);
    }

    @Test
    void peerThatComesBackIsFoundAgain() throws Exception {
        server.orElseThrow().close();
        var calls = calls(tls(identity("shanghai", "full", 1)), SHANGHAI);
        calls.ask(HONGKONG, ask(SHANGHAI, 1, 1), answers::add);
        assertRefused("DEADLINE_EXCEEDED");
        start("hongkong");
        var sequence = new AtomicLong(1);
        await().until(() -> {
            calls.ask(HONGKONG, ask(SHANGHAI, 1, sequence.incrementAndGet()), answers::add);
            return !inputs.isEmpty();
        });
    }
}
