package dev.homeport.dcnode.link.adapter.grpc;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.link.adapter.grpc.ServedCanada.PEER;
import static dev.homeport.dcnode.link.adapter.grpc.ServedCanada.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.link.LinkServiceGrpc;
import dev.homeport.wire.link.LinkV0;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may pull, from whom, and what may be asked: Canada serves, by way of a relay. */
@Timeout(60)
class LinkCallersIT {

    private static final FleetId OTHER = FleetId.parse("0192f3a4-0000-7000-8000-0000000000b2");

    @TempDir private Path folder;
    private ServedCanada canada;

    @BeforeEach
    void begin() throws Exception {
        canada = new ServedCanada(folder, 178);
    }

    @AfterEach
    void end() throws Exception {
        canada.close();
    }

    private String refusal(TlsFiles tls) throws Exception {
        var ear = new Ear();
        canada.calls(tls).dial(PEER, CANADA, ear);
        var reason = ear.ended.get(20, TimeUnit.SECONDS);
        assertThat(ear.words).isEmpty();
        return reason;
    }

    @Test
    void onlyNodesThatHoldALogOfASiteOfThisFleetMayPull() throws Exception {
        assertThat(refusal(canada.issue(identity(LinkedLogs.FLEET, SHANGHAI, "router", 1))))
                .contains("PERMISSION_DENIED", "shanghai/router/1", "holds no replica");
        assertThat(refusal(canada.issue(identity(LinkedLogs.FLEET, new SiteId("mars"), "full", 1))))
                .contains("PERMISSION_DENIED", "of one of the sites");
        assertThat(refusal(canada.issue(identity(OTHER, SHANGHAI, "full", 1))))
                .contains("PERMISSION_DENIED", "another fleet");
        var stranger = new TestAuthority(folder.resolve("stranger"));
        var foreign =
                stranger.issue(identity(LinkedLogs.FLEET, SHANGHAI, "full", 1), "127.178.1.1");
        var mixed =
                new TlsFiles(
                        foreign.privateKey(), foreign.certificate(), canada.shanghai().authority());
        assertThat(refusal(mixed)).contains("UNAVAILABLE");
        assertThat(canada.endpoint().lines()).isZero();
    }

    @Test
    void nothingIsAskedOfAServerThatIsNotTheNodeDialled() throws Exception {
        for (var wrong :
                List.of(
                        identity(LinkedLogs.FLEET, HONGKONG, "full", 1),
                        identity(OTHER, CANADA, "full", 1),
                        ProcessIdentity.of(LinkedLogs.FLEET, CANADA, "full", 2))) {
            canada.stop();
            canada.serve(wrong);
            assertThat(refusal(canada.shanghai())).contains("UNAVAILABLE");
            assertThat(canada.endpoint().lines()).isZero();
        }
    }

    @Test
    void asksThatAreNotWhatTheyShouldBeEndTheirLineAlone() throws Exception {
        var good = new Ear();
        var line = canada.calls(canada.shanghai()).dial(PEER, CANADA, good);
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
        var context = canada.shanghai().client(trusted -> trusted);
        var channel = Channels.dial(canada.dialled(), context, LinkLimits.USUAL.connection());
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
        var calls = canada.calls(canada.shanghai());
        var ears = new ArrayList<Ear>();
        for (var i = 0; i < ServedCanada.LIMITS.mostLines(); i++) {
            ears.add(new Ear());
            calls.dial(PEER, CANADA, ears.getLast());
        }
        await().until(() -> ears.stream().allMatch(ear -> ear.words.size() == 1));
        assertThat(refusal(canada.shanghai()))
                .contains("RESOURCE_EXHAUSTED", "serves 3 lines already; ask another");
        for (var ear : ears) {
            assertThat(ear.ended.get(20, TimeUnit.SECONDS))
                    .contains("DEADLINE_EXCEEDED", "nothing was asked for 2500 ms");
        }
        await().until(() -> canada.endpoint().lines() == 0);
    }

    @Test
    void nodeThatIsNotKnownIsNotDialled() throws Exception {
        var calls = canada.calls(canada.shanghai());
        assertThatThrownBy(() -> calls.dial(new NodeName(CANADA, 9), CANADA, new Ear()))
                .hasMessage("peer: canada/9 has no address; known are [canada/1]");
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
