package dev.homeport.dcnode.link.adapter.grpc;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.forward.adapter.grpc.NodeServer;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.Channels;
import dev.homeport.dcnode.home.adapter.grpc.TlsFiles;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.Links;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkServiceGrpc;
import dev.homeport.wire.link.LinkV0;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canada serves, Shanghai pulls: over mutual TLS, by way of a relay. */
@Timeout(60)
class LinkLinesIT {

    private static final InetSocketAddress SERVER = new InetSocketAddress("127.177.3.1", 25_101);
    private static final InetSocketAddress RELAY = new InetSocketAddress("127.177.19.1", 25_101);
    private static final NodeName PEER = new NodeName(CANADA, 1);
    private static final SiteLog STREAM = new SiteLog(CANADA, 1);
    private static final FleetId OTHER = FleetId.parse("0192f3a4-0000-7000-8000-0000000000b2");
    private static final LinkLimits LIMITS =
            new LinkLimits(
                    3,
                    Duration.ofMillis(2_500),
                    4 << 20,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

    @TempDir private Path folder;
    private final InMemoryQueue there = LinkedLogs.of(CANADA);
    private final InMemoryQueue here = LinkedLogs.of(SHANGHAI);
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TestAuthority authority;
    private Relay relay;
    private LinkEndpoint endpoint;
    private NodeServer server;

    @BeforeEach
    void begin() throws Exception {
        authority = new TestAuthority(folder.resolve("authority"));
        relay = new Relay(RELAY, SERVER);
        serve(identity(LinkedLogs.FLEET, CANADA, "full"));
    }

    private void serve(ProcessIdentity as) throws Exception {
        var sites = Set.of(SHANGHAI, HONGKONG, CANADA);
        endpoint = new LinkEndpoint(LinkedLogs.FLEET, sites, there, new SystemClocks(), LIMITS);
        server =
                new NodeServer(
                        SERVER,
                        authority.issue(as, "127.177.19.1"),
                        CallLimits.BETWEEN_NODES,
                        LinkedLogs.FLEET,
                        List.of(endpoint));
        server.start();
    }

    private void stopServing() {
        endpoint.close();
        server.close();
    }

    @AfterEach
    void end() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        relay.close();
        stopServing();
        assertThat(failures).isEmpty();
    }

    private static ProcessIdentity identity(FleetId fleet, SiteId site, String role) {
        return ProcessIdentity.of(fleet, site, role, 1);
    }

    private TlsFiles shanghai() throws Exception {
        return authority.issue(identity(LinkedLogs.FLEET, SHANGHAI, "full"), "127.177.1.1");
    }

    private <T extends AutoCloseable> T open(T resource) {
        open.push(resource);
        return resource;
    }

    private LinkCalls calls(TlsFiles tls) throws Exception {
        return open(new LinkCalls(Map.of(PEER, RELAY), tls, LinkedLogs.FLEET, LIMITS));
    }

    private Links pull(Path journal) throws Exception {
        var made = PullOrigin.usual(SHANGHAI, List.of(PEER), 7);
        var steps = open(LinkJournal.begin(journal, made, 64 << 20, warnings::add));
        var links =
                new Links(
                        made,
                        here,
                        here::mirror,
                        calls(shanghai()),
                        new SystemClocks(),
                        steps,
                        new SplittableRandom(1),
                        warnings::add,
                        failures::add);
        open.push(links);
        links.start();
        return links;
    }

    private static LinkStatus link(Links links) {
        return links.status().getFirst();
    }

    private boolean isHere() {
        return Objects.equals(there.streams().get(STREAM), here.streams().get(STREAM));
    }

    private static void awaitState(Links links, LinkState state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> link(links).state() == state);
    }

    @Test
    void entriesComeCompressedOverServersThatStopAndTheJournalReplaysAlike() throws Exception {
        var journal = folder.resolve("link-journal");
        LinkedLogs.append(there, 3_000, 1_000);
        var links = pull(journal);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(relay.bytesBack()).as("of three million").isLessThan(1_000_000);
        awaitState(links, LinkState.IDLE);

        stopServing();
        LinkedLogs.append(there, 200, 100);
        awaitState(links, LinkState.DOWN);
        serve(identity(LinkedLogs.FLEET, CANADA, "full"));
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        awaitState(links, LinkState.IDLE);

        assertThat(here.lastPosition()).isEqualTo(3_200);
        assertThat(link(links).mirroredEntries()).isEqualTo(3_200);
        assertThat(link(links).via()).hasValue(CANADA);
        assertThat(links.refusedInputs()).isZero();
        assertThat(warnings).isEmpty();
        while (!open.isEmpty()) {
            open.pop().close();
        }
        var replayed = LinkJournal.replay(journal);
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isGreaterThan(50);
    }

    @Test
    void heldConnectionIsShownDownWithinThreeSecondsAndGoesOnWhereItWas() throws Exception {
        LinkedLogs.append(there, 10, 100);
        var links = pull(folder.resolve("link-journal"));
        awaitState(links, LinkState.IDLE);

        relay.hold(true);
        var heldNanos = System.nanoTime();
        awaitState(links, LinkState.DOWN);
        var downMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heldNanos);
        assertThat(downMillis).isLessThan(3_300);
        LinkedLogs.append(there, 10, 100);
        await().until(() -> link(links).dials() > 1);
        relay.hold(false);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(here.lastPosition()).isEqualTo(20);

        relay.cut();
        LinkedLogs.append(there, 10, 100);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(here.lastPosition()).isEqualTo(30);
    }

    private String refusal(TlsFiles tls) throws Exception {
        var ear = new Ear();
        calls(tls).dial(PEER, CANADA, ear);
        var reason = ear.ended.get(20, TimeUnit.SECONDS);
        assertThat(ear.words).isEmpty();
        return reason;
    }

    @Test
    void onlyNodesThatHoldALogOfASiteOfThisFleetMayPull() throws Exception {
        assertThat(
                        refusal(
                                authority.issue(
                                        identity(LinkedLogs.FLEET, SHANGHAI, "router"),
                                        "127.177.1.1")))
                .contains("PERMISSION_DENIED", "shanghai/router/1", "holds no replica");
        assertThat(
                        refusal(
                                authority.issue(
                                        identity(LinkedLogs.FLEET, new SiteId("mars"), "full"),
                                        "127.177.1.1")))
                .contains("PERMISSION_DENIED", "of one of the sites");
        assertThat(refusal(authority.issue(identity(OTHER, SHANGHAI, "full"), "127.177.1.1")))
                .contains("PERMISSION_DENIED", "another fleet");
        var stranger = new TestAuthority(folder.resolve("stranger"));
        var foreign = stranger.issue(identity(LinkedLogs.FLEET, SHANGHAI, "full"), "127.177.1.1");
        var mixed =
                new TlsFiles(foreign.privateKey(), foreign.certificate(), shanghai().authority());
        assertThat(refusal(mixed)).contains("UNAVAILABLE");
        assertThat(endpoint.lines()).isZero();
    }

    @Test
    void nothingIsAskedOfAServerThatIsNotTheNodeDialled() throws Exception {
        for (var wrong :
                List.of(
                        identity(LinkedLogs.FLEET, HONGKONG, "full"),
                        identity(OTHER, CANADA, "full"),
                        ProcessIdentity.of(LinkedLogs.FLEET, CANADA, "full", 2))) {
            stopServing();
            serve(wrong);
            assertThat(refusal(shanghai())).contains("UNAVAILABLE");
            assertThat(endpoint.lines()).isZero();
        }
    }

    @Test
    void asksThatAreNotWhatTheyShouldBeEndTheirLineAlone() throws Exception {
        var good = new Ear();
        var line = calls(shanghai()).dial(PEER, CANADA, good);
        await().until(() -> good.words.size() == 1);
        var opening = LinkV0.Open.newBuilder().setFleet(LinkedLogs.FLEET.toString());
        var ping = ask(LinkV0.LinkAsk.newBuilder().setPing(LinkV0.Ping.newBuilder().setNumber(1)));
        var proper = ask(LinkV0.LinkAsk.newBuilder().setOpen(opening.setOrigin("canada")));

        assertThat(raw(ping)).contains("INVALID_ARGUMENT", "the first on a line must open it");
        assertThat(raw(proper, proper)).contains("INVALID_ARGUMENT", "ask: ");
        assertThat(raw(proper, LinkV0.LinkAsk.getDefaultInstance()))
                .contains("INVALID_ARGUMENT", "ask: is missing");
        assertThat(
                        raw(
                                proper,
                                ask(
                                        LinkV0.LinkAsk.newBuilder()
                                                .setMore(LinkV0.More.getDefaultInstance()))))
                .contains("INVALID_ARGUMENT", "more.round: 0");
        assertThat(raw(ask(LinkV0.LinkAsk.newBuilder().setOpen(opening.setOrigin("mars")))))
                .contains("INVALID_ARGUMENT", "origin: \"mars\" is no site of this fleet");
        assertThat(
                        raw(
                                ask(
                                        LinkV0.LinkAsk.newBuilder()
                                                .setOpen(opening.setFleet(OTHER.toString())))))
                .contains("PERMISSION_DENIED", "is another fleet");

        line.say(new Ask.Ping(9));
        await().until(() -> good.words.getLast().echo() == 9);
    }

    private static LinkV0.LinkAsk ask(LinkV0.LinkAsk.Builder ask) {
        return ask.build();
    }

    /** Says this on a line of its own, and tells how the line ended. */
    private String raw(LinkV0.LinkAsk... asks) throws Exception {
        var context = shanghai().client(trusted -> trusted);
        var channel =
                Channels.dial(RELAY, context, CallLimits.BETWEEN_NODES, Duration.ofSeconds(5));
        try {
            var end = new CompletableFuture<String>();
            var said = LinkServiceGrpc.newStub(channel).pull(new End(end));
            for (var ask : asks) {
                said.onNext(ask);
            }
            return end.get(20, TimeUnit.SECONDS);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void linesAreBoundedAndSilentOnesAreEnded() throws Exception {
        var calls = calls(shanghai());
        var ears = new ArrayList<Ear>();
        for (var i = 0; i < LIMITS.mostLines(); i++) {
            ears.add(new Ear());
            calls.dial(PEER, CANADA, ears.getLast());
        }
        await().until(() -> ears.stream().allMatch(ear -> ear.words.size() == 1));
        assertThat(refusal(shanghai()))
                .contains("RESOURCE_EXHAUSTED", "serves 3 lines already; ask another");
        for (var ear : ears) {
            assertThat(ear.ended.get(20, TimeUnit.SECONDS))
                    .contains("DEADLINE_EXCEEDED", "nothing was asked for 2500 ms");
        }
        await().until(() -> endpoint.lines() == 0);
    }

    @Test
    void garbageAndHalfOpenConnectionsAreSurvived() throws Exception {
        for (var i = 0; i < 50; i++) {
            open(new Socket(SERVER.getAddress(), SERVER.getPort()));
            try (var garbage = new Socket(SERVER.getAddress(), SERVER.getPort())) {
                garbage.getOutputStream()
                        .write(
                                "PRI * HTTP/2.0\r\n\r\n"
                                        .repeat(20)
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        LinkedLogs.append(there, 5, 10);
        var links = pull(folder.resolve("link-journal"));
        await().until(this::isHere);
        assertThat(link(links).dials()).isEqualTo(1);
    }

    @Test
    void nodeThatIsNotKnownIsNotDialled() throws Exception {
        var calls = calls(shanghai());
        assertThatThrownBy(() -> calls.dial(new NodeName(CANADA, 9), CANADA, new Ear()))
                .hasMessage("peer: canada/9 has no address; known are [canada/1]");
    }

    private static final class Ear implements LinkDialler.Ear {

        private final List<Word> words = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> ended = new CompletableFuture<>();

        @Override
        public void heard(Word word) {
            words.add(word);
        }

        @Override
        public void ended(String reason) {
            ended.complete(reason);
        }
    }

    private record End(CompletableFuture<String> end) implements StreamObserver<LinkV0.LinkWord> {

        @Override
        public void onNext(LinkV0.LinkWord word) {
            // Only how it ends matters.
        }

        @Override
        public void onError(Throwable error) {
            end.complete(Status.fromThrowable(error).toString());
        }

        @Override
        public void onCompleted() {
            end.complete("completed");
        }
    }
}
