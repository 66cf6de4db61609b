package dev.homeport.regionrouter.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may keep a connection to a router open, and for how long: in the clear, and with TLS. */
@ParameterizedClass(name = "TLS: {0}")
@ValueSource(booleans = {false, true})
class RouterConnectionsIT {

    private static final String ADDRESS = "127.42.1.6";
    private static final int PORT = 22_060;
    private static final int CONNECTIONS = 6;
    private static final String HEAD = "GET /v1/assign HTTP/1.1\r\nHost: router\r\n";
    private static final String LAST_OF_AN_ANSWER = "}";

    private final boolean tls;
    private final List<Socket> open = new ArrayList<>();

    @TempDir private Path folder;
    private HttpClient client;
    private RouterProcess router;

    RouterConnectionsIT(boolean tls) {
        this.tls = tls;
    }

    @BeforeEach
    void start() throws Exception {
        TestTables.publish(TestTables.first(), folder);
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.put("limits.connections", Integer.toString(CONNECTIONS));
        settings.put("limits.request", "3s");
        var certificates = new TestCertificates();
        client = certificates.client();
        if (tls) {
            var own = certificates.forAddress(ADDRESS);
            settings.remove("insecure-loopback");
            settings.put(
                    "tls.certificate",
                    TestCertificates.writeCertificate(own, folder.resolve("own.crt")).toString());
            settings.put(
                    "tls.key",
                    TestCertificates.writeKey(own, folder.resolve("own.key")).toString());
        }
        router = RouterProcess.start(settings, folder, client).awaitStarted();
        await().until(() -> router.health("ready") == 200);
    }

    @AfterEach
    void end() throws Exception {
        for (var socket : open) {
            socket.close();
        }
        router.close();
        client.close();
    }

    private Socket dial(boolean handshake) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.connect(new InetSocketAddress(ADDRESS, PORT), 5_000);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        if (!handshake) {
            return socket;
        }
        var inTls =
                (SSLSocket)
                        client.sslContext()
                                .getSocketFactory()
                                .createSocket(socket, ADDRESS, PORT, true);
        inTls.startHandshake();
        open.add(inTls);
        return inTls;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void ask(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        send(socket, HEAD + "\r\n");
        var answer = new StringBuilder();
        while (answer.indexOf(LAST_OF_AN_ANSWER) < 0) {
            var next = socket.getInputStream().read();
            assertThat(next).as("what comes after \"%s\"", answer).isNotNegative();
            answer.append((char) next);
        }
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    private static boolean hasEnded(Socket socket) {
        try {
            socket.setSoTimeout(5);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean hasEndedAfter(Socket socket, String more) {
        try {
            send(socket, more);
        } catch (IOException e) {
            return true;
        }
        return hasEnded(socket);
    }

    private void awaitFigure(String line) {
        await().untilAsserted(() ->
                assertThat(router.management("/metrics").body().lines()).contains(line));
    }

    @Test
    void whoDoesNotComeToTheEndOfARequestIsEndedAndNobodyElse() throws Exception {
        var idle = dial(tls);
        ask(idle);
        var silent = List.of(dial(false), dial(tls));
        var first = dial(tls);
        send(first, HEAD + "X-Slow: ");
        var second = dial(tls);
        ask(second);
        send(second, HEAD + "Content-Length: 1000\r\n\r\n");

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    var ended = List.of(hasEndedAfter(first, "x"), hasEndedAfter(second, "x"));
                    return !ended.contains(false)
                            && silent.stream().allMatch(RouterConnectionsIT::hasEnded);
                });

        ask(idle);
        awaitFigure("homeport_connections_timed_out_total 4.0");
        awaitFigure("homeport_connections 1.0");
    }

    @Test
    void whoComesWhenAllIsTakenIsRefusedUntilSomebodyLeaves() throws Exception {
        var taken = new ArrayList<Socket>();
        for (var i = 0; i < CONNECTIONS; i++) {
            taken.add(dial(tls));
            ask(taken.getLast());
        }
        var refused = dial(false);
        await().until(() -> hasEnded(refused));
        awaitFigure("homeport_connections_refused_total 1.0");
        for (var socket : taken) {
            ask(socket);
        }
        taken.getFirst().close();
        awaitFigure("homeport_connections " + (CONNECTIONS - 1) + ".0");
        ask(dial(tls));
    }
}
