package dev.homeport.local.adapter.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.local.address.AddressPlan;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.Forwarding;
import dev.homeport.local.wan.LinkCondition;
import dev.homeport.local.wan.LinkSettings;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanCommand;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingSupplier;

@Timeout(30)
class TcpWanEmulatorTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final AddressPlan PLAN =
            new AddressPlan(new FleetNumber(43), List.of(SHANGHAI, HONGKONG));
    private static final Direction OUT = new Direction(SHANGHAI, HONGKONG);
    private static final int PORT = 23001;
    private static final Endpoint DIALLED = new Endpoint(PLAN.dialled(SHANGHAI, HONGKONG, 1), PORT);
    private static final Endpoint NODE = new Endpoint(PLAN.own(HONGKONG, 1), PORT);
    private static final LinkSettings ROUND_TRIP_40 = LinkSettings.ofRoundTripMillis(40);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void answerTakesOneRoundTripAndANewConnectionOneMore() throws Exception {
        // Given
        emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);
        server(TestServer::echo);

        // When
        var connectMillis = millis(() -> echo(dial(), 1));
        var socket = dial();
        echo(socket, 1);
        var echoMillis = new long[9];
        for (var i = 0; i < echoMillis.length; i++) {
            echoMillis[i] = millis(() -> echo(socket, 100));
        }

        // Then
        Arrays.sort(echoMillis);
        assertThat(echoMillis[0]).isGreaterThanOrEqualTo(40);
        assertThat(echoMillis[echoMillis.length / 2]).isLessThan(60);
        assertThat(connectMillis).isBetween(80L, 200L);
    }

    @Test
    void targetSeesFromWhichSiteItIsDialled() throws Exception {
        emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);
        var seen = new CompletableFuture<String>();
        server(client -> seen.complete(client.getInetAddress().getHostAddress()));

        dial();

        assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo("127.43.18.1");
    }

    @Test
    void cutResetsWhatIsOpenAndRefusesWhatIsNew() throws Exception {
        // Given
        var emulator = emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);
        server(TestServer::echo);
        var socket = dial();
        echo(socket, 10);

        // When
        emulator.apply(new WanCommand.Cut(OUT.reversed()));

        // Then
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
        assertThat(status(emulator).condition()).isEqualTo(LinkCondition.CUT);
        assertThat(status(emulator).openConnections()).isZero();

        // And when
        emulator.apply(new WanCommand.Heal(OUT));

        // Then
        assertThat(echo(dial(), 10)).isTrue();
    }

    @Test
    void stallHoldsEveryByteWithoutAResetUntilTheHeal() throws Exception {
        // Given
        var emulator = emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);
        var server = server(TestServer::echo);
        var socket = dial();
        echo(socket, 10);
        var connections = server.connections();

        // When
        emulator.apply(new WanCommand.Stall(OUT));
        socket.getOutputStream().write(new byte[] {1, 2, 3});
        var fresh = dial();
        fresh.getOutputStream().write(9);

        // Then
        assertSilentFor(socket, 300);
        assertSilentFor(fresh, 50);
        assertThat(server.connections()).isEqualTo(connections);
        assertThat(status(emulator).conditionAgeMillis()).isBetween(300L, 5000L);

        // And when
        emulator.apply(new WanCommand.Heal(OUT));

        // Then
        assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        assertThat(fresh.getInputStream().read()).isEqualTo(9);
    }

    @Test
    void connectionGivenUpDuringAStallNeverReachesTheTarget() throws Exception {
        var emulator = emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);
        var server = server(TestServer::echo);
        emulator.apply(new WanCommand.Stall(OUT));

        var socket = dial();
        socket.getOutputStream().write(1);
        socket.close();

        await().until(() -> status(emulator).openConnections() == 0);
        emulator.apply(new WanCommand.Heal(OUT));
        assertThat(echo(dial(), 1)).isTrue();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void oneWayCutLetsTheOtherDirectionFillTheWindowAndLosesNothing() throws Exception {
        // Given: a connection on which shanghai's acknowledgements get lost
        var window = 128 << 10;
        var limits = new EmulatorLimits(window, 32 << 20, 100, Duration.ofSeconds(5));
        var emulator = emulator(ROUND_TRIP_40, limits);
        var content = bytes(2 << 20);
        var cut = new CompletableFuture<Boolean>();
        server(client -> {
            client.getOutputStream().write(client.getInputStream().read());
            assertThat(cut.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
            client.getOutputStream().write(content);
        });
        var socket = dial();
        echo(socket, 1);
        emulator.apply(new WanCommand.CutOneWay(OUT));

        // When: hongkong sends without end
        cut.complete(true);
        var received = new ArrayList<byte[]>();
        var count = drain(socket, received, 1000);

        // Then
        assertThat(count).isBetween(window - (long) Pipe.LARGEST_PIECE_BYTES, (long) window);

        // And when
        emulator.apply(new WanCommand.Heal(OUT));
        socket.setSoTimeout(10_000);
        received.add(socket.getInputStream().readNBytes((int) (content.length - count)));

        // Then
        assertThat(join(received)).isEqualTo(content);
    }

    @Test
    void oneWayStallLetsTheOtherDirectionGoOn() throws Exception {
        var emulator = emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);
        var sent = new AtomicLong();
        server(client -> {
            client.getInputStream().read();
            while (true) {
                client.getOutputStream().write(new byte[32 << 10]);
                sent.addAndGet(32 << 10);
            }
        });
        var socket = dial();
        socket.getOutputStream().write(1);
        socket.getInputStream().read();

        emulator.apply(new WanCommand.StallOneWay(OUT));

        var wanted = 3 * EmulatorLimits.USUAL.windowBytes();
        assertThat(socket.getInputStream().readNBytes(wanted)).hasSize(wanted);
    }

    @Test
    void bandwidthBoundsTheThroughputOfAllConnectionsTogether() throws Exception {
        // Given
        emulator(new LinkSettings(0, 0, 1_000_000), EmulatorLimits.USUAL);
        server(client -> {
            client.getInputStream().readNBytes(250_000);
            client.getOutputStream().write(1);
        });

        // When
        var millis =
                millis(() -> {
                    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        Callable<Integer> upload = () -> upload(250_000);
                        return threads.invokeAll(List.of(upload, upload)).stream()
                                .allMatch(each -> each.resultNow() == 1);
                    }
                });

        // Then
        assertThat(millis).isBetween(480L, 1000L);
    }

    @Test
    void twoHundredConnectionsGetTheirOwnBytesBack() throws Exception {
        // Given
        var emulator = emulator(LinkSettings.ofRoundTripMillis(20), EmulatorLimits.USUAL);
        server(TestServer::echo);

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results =
                    IntStream.range(0, 200)
                            .mapToObj(i -> threads.submit(() -> echo(dial(), 50_000 + i)))
                            .toList();

            // Then
            for (var result : results) {
                assertThat(result.get(20, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(status(emulator).acceptedConnections()).isEqualTo(200);
        assertThat(status(emulator).resetConnections()).isZero();
        assertThat(status(emulator).deliveredBytes()).isBetween(200 * 50_000L, 200 * 50_300L);
    }

    @Test
    void stalledLinkHoldsNoMoreThanItsBound() throws Exception {
        // Given
        var buffer = 1 << 20;
        var connections = 30;
        var limits = new EmulatorLimits(256 << 10, buffer, 100, Duration.ofSeconds(5));
        var emulator = emulator(LinkSettings.IMMEDIATE, limits);
        server(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
        var sockets = new ArrayList<Socket>();
        for (var i = 0; i < connections; i++) {
            sockets.add(dial());
        }
        await().until(() -> status(emulator).openConnections() == connections);
        emulator.apply(new WanCommand.Stall(OUT));

        // When: everybody writes until the emulator takes no more
        var written = new AtomicLong();
        for (var socket : sockets) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (true) {
                                socket.getOutputStream().write(new byte[16 << 10]);
                                written.addAndGet(16 << 10);
                            }
                        } catch (IOException e) {
                            // The test is over.
                            return;
                        }
                    });
        }
        var last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> last.getAndSet(written.get()) == written.get());

        // Then
        assertThat(status(emulator).waitingBytes())
                .isBetween(
                        (long) buffer - Pipe.LARGEST_PIECE_BYTES,
                        buffer + (long) connections * Pipe.LARGEST_PIECE_BYTES);
    }

    @Test
    void peerThatDoesNotReadHoldsNobodyElseUp() throws Exception {
        // Given: connections to a peer that does not read use up the link's buffer
        var limits = new EmulatorLimits(256 << 10, 512 << 10, 100, Duration.ofSeconds(5));
        emulator(LinkSettings.IMMEDIATE, limits);
        server(client -> {
            if (client.getInputStream().read() == 0) {
                TestServer.echo(client);
            } else {
                await().forever().until(client::isClosed);
            }
        });
        for (var i = 0; i < 4; i++) {
            var deaf = dial();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            deaf.getOutputStream().write(1);
                            deaf.getOutputStream().write(new byte[64 << 20]);
                        } catch (IOException e) {
                            // The test is over.
                            return;
                        }
                    });
        }

        // When
        var socket = dial();
        socket.getOutputStream().write(0);

        // Then
        assertThat(echo(socket, 300_000)).isTrue();
    }

    @Test
    void halfClosedConnectionStillGetsItsAnswer() throws Exception {
        emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);
        server(client -> {
            var request = client.getInputStream().readAllBytes();
            client.getOutputStream().write(request);
        });
        var content = bytes(300_000);

        var socket = dial();
        socket.getOutputStream().write(content);
        socket.shutdownOutput();

        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(content);
    }

    @Test
    void endedConnectionsLeaveNothingOpen() throws Exception {
        var emulator = emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);
        server(client -> client.getOutputStream().write(client.getInputStream().read()));
        for (var i = 0; i < 20; i++) {
            var socket = dial();
            socket.getOutputStream().write(new byte[] {7, 8});
            assertThat(socket.getInputStream().read()).isEqualTo(7);
            socket.close();
        }

        await().until(() -> status(emulator).openConnections() == 0);
        assertThat(status(emulator).waitingBytes()).isZero();
    }

    @Test
    void targetThatRefusesResetsTheDiallerAfterARoundTrip() throws Exception {
        emulator(ROUND_TRIP_40, EmulatorLimits.USUAL);

        var millis =
                millis(() -> {
                    var socket = dial();
                    assertThatThrownBy(() -> socket.getInputStream().read())
                            .isInstanceOf(SocketException.class);
                    return true;
                });

        assertThat(millis).isBetween(40L, 150L);
    }

    @Test
    void resetEndsConnectionsButNotTheLink() throws Exception {
        var emulator = emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);
        server(TestServer::echo);
        var socket = dial();
        echo(socket, 1);

        emulator.apply(new WanCommand.Reset(OUT));

        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThat(echo(dial(), 1)).isTrue();
        assertThat(status(emulator).resetConnections()).isEqualTo(1);
    }

    @Test
    void connectionBeyondTheLimitIsTurnedAwayAndCounted() throws Exception {
        var limits = new EmulatorLimits(64 << 10, 1 << 20, 2, Duration.ofSeconds(5));
        var emulator = emulator(LinkSettings.IMMEDIATE, limits);
        server(TestServer::echo);
        echo(dial(), 1);
        echo(dial(), 1);

        assertThatThrownBy(() -> dial().getInputStream().read())
                .isInstanceOf(SocketException.class);

        assertThat(status(emulator).turnedAwayConnections()).isEqualTo(1);
    }

    @Test
    void takenEndpointIsNamed() throws Exception {
        try (var holder = new ServerSocket()) {
            holder.bind(DIALLED.toSocketAddress());

            assertThatThrownBy(() -> emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.43.18.1:23001");
        }
    }

    @Test
    void unknownLinkIsRefused() throws Exception {
        var emulator = emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);

        assertThatThrownBy(() ->
                        emulator.apply(
                                new WanCommand.Cut(new Direction(SHANGHAI, new SiteId("mars")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shanghai -> mars");
    }

    @Test
    void slowedLinkIsSlowForOpenConnectionsToo() throws Exception {
        var emulator = emulator(LinkSettings.IMMEDIATE, EmulatorLimits.USUAL);
        server(TestServer::echo);
        var socket = dial();
        echo(socket, 1);

        emulator.apply(new WanCommand.Configure(OUT, LinkSettings.ofRoundTripMillis(300)));

        assertThat(millis(() -> echo(socket, 1))).isBetween(150L, 250L);
    }

    private TcpWanEmulator emulator(LinkSettings settings, EmulatorLimits limits)
            throws IOException {
        var emulator =
                new TcpWanEmulator(
                        List.of(new Forwarding(OUT, DIALLED, NODE)),
                        new WanProfile(Map.of(OUT, settings, OUT.reversed(), settings)),
                        limits,
                        new Random(1));
        emulator.start();
        opened.add(emulator);
        return emulator;
    }

    private TestServer server(TestServer.Conversation conversation) throws IOException {
        var server = new TestServer(NODE.toSocketAddress(), conversation);
        opened.add(server);
        return server;
    }

    private Socket dial() throws IOException {
        var socket = new Socket();
        opened.add(socket);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.connect(DIALLED.toSocketAddress(), 5_000);
        return socket;
    }

    private int upload(int count) throws IOException {
        var socket = dial();
        socket.getOutputStream().write(bytes(count));
        return socket.getInputStream().read();
    }

    private static LinkStatus status(TcpWanEmulator emulator) {
        return status(emulator, OUT);
    }

    private static LinkStatus status(TcpWanEmulator emulator, Direction direction) {
        return emulator.show().stream()
                .filter(each -> each.direction().equals(direction))
                .findFirst()
                .orElseThrow();
    }

    private static boolean echo(Socket socket, int count) throws IOException {
        var content = bytes(count);
        var writer =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                socket.getOutputStream().write(content);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        Thread::startVirtualThread);
        var answer = socket.getInputStream().readNBytes(count);
        try {
            writer.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
        return Arrays.equals(answer, content);
    }

    private static void assertSilentFor(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(10_000);
    }

    /** Reads until nothing has come for a while. */
    private static long drain(Socket socket, List<byte[]> into, int quietMillis)
            throws IOException {
        socket.setSoTimeout(quietMillis);
        var piece = new byte[64 << 10];
        long count = 0;
        try {
            int read;
            while ((read = socket.getInputStream().read(piece)) > 0) {
                into.add(Arrays.copyOf(piece, read));
                count += read;
            }
        } catch (SocketTimeoutException e) {
            return count;
        }
        return count;
    }

    private static byte[] join(List<byte[]> parts) {
        var joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static long millis(ThrowingSupplier<Boolean> work) throws Exception {
        var start = System.nanoTime();
        try {
            assertThat(work.get()).isTrue();
        } catch (Throwable e) {
            throw new Exception(e);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
