package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.SiteDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every port of every process, met by somebody who does not mean well. */
@Order(5)
@ExtendWith(SharedFleet.class)
class HostileBytesIT {

    private static final long SEED = 12;

    /** Ports of three kinds are there at each site, and dialled by way of the emulator besides. */
    private static final int LEAST_PORTS = 60;

    /** Once directly and from two other sites by way of the emulator. */
    private static final int WAYS_TO_A_PORT = 3;

    /** Hostile, but no flood: the machine is to go on with its work. */
    private static final int MOST_AT_A_TIME = 16;

    private static final Duration BETWEEN_BYTES = Duration.ofMillis(200);
    private static final long QUIET_LOG_BYTES = 32 << 10;
    private static final long LOG_BYTES_OF_A_CONNECTION = 400;

    private final String mark = "hostile " + UUID.randomUUID() + " ";

    @Test
    void garbageAndConnectionsThatAreLeftOpenChangeNothing(Fleet fleet) throws Exception {
        var pids = fleet.pids();
        var ports = new LinkedHashMap<InetSocketAddress, String>();
        for (var process : pids.entrySet()) {
            Sockets.listening(process.getValue())
                    .forEach(port -> ports.put(port, process.getKey()));
        }
        assertThat(ports).hasSizeGreaterThan(LEAST_PORTS);
        var logs = logBytes(fleet, pids.keySet());
        var open = new ArrayList<SocketChannel>();
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            for (var each : atAll(ports.keySet(), HostileBytesIT::leaveOpen)) {
                open.addAll(each);
            }
            send(mei, amy, "beside what is left open");

            var context = proxyContext(fleet);
            var spokeTls = atAll(ports.keySet(), port -> attack(context, port));
            assertThat(spokeTls.stream().filter(each -> each).count())
                    .as("ports that speak TLS")
                    .isGreaterThan(LEAST_PORTS / 2);
            send(mei, amy, "after garbage");

            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(open.stream().filter(each -> !HostileBytes.hasEnded(each)))
                                    .extracting(each -> named(ports, each))
                                    .as("connections that nobody ends")
                                    .isEmpty());
            fleet.heal();
            send(mei, amy, "after all");
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactly(
                                            mark + "beside what is left open",
                                            mark + "after garbage",
                                            mark + "after all"));
        } finally {
            for (var channel : open) {
                channel.close();
            }
        }
        assertThat(fleet.pids()).isEqualTo(pids);
        assertThat(fleet.status().path("healthy").asBoolean()).isTrue();
        assertLogsGrewBounded(ports, logs, logBytes(fleet, pids.keySet()));
    }

    @Test
    void requestsThatComeByteByByteAreEndedAtTheDoorsForClients(Fleet fleet) throws Exception {
        var context = proxyContext(fleet);
        var folder = fleet.folder();
        var doors =
                Stream.concat(
                                folder.doors().stream().map(SiteDoor::access),
                                Stream.of(folder.router()))
                        .toList();
        var slow = new ArrayList<SSLSocket>();
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            for (var door : doors) {
                slow.add(HostileBytes.beginInTls(context, door.getHost(), door.getPort()));
            }
            send(mei, amy, "beside what comes byte by byte");
            Fleet.patiently()
                    .pollInterval(BETWEEN_BYTES)
                    .untilAsserted(() ->
                            assertThat(slow)
                                    .as("connections that nobody ends")
                                    .allMatch(HostileBytes::hasEndedAfterAByte));
            // Theirs are open for longer than a request may take.
            send(mei, amy, "after it was ended");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    private void send(Member mei, Member amy, String what) {
        mei.sendAcknowledged(UUID.randomUUID().toString(), amy.account(), mark + what);
    }

    private static SSLContext proxyContext(Fleet fleet) throws IOException {
        try (var http =
                fleet.folder().trust().client(Executors.newVirtualThreadPerTaskExecutor())) {
            return http.sslContext();
        }
    }

    private interface Visit<T> {
        T to(InetSocketAddress port) throws IOException;
    }

    private static <T> List<T> atAll(Iterable<InetSocketAddress> ports, Visit<T> visit)
            throws InterruptedException, ExecutionException {
        var visits = new ArrayList<Callable<T>>();
        ports.forEach(port -> visits.add(() -> visit.to(port)));
        try (var threads = Executors.newFixedThreadPool(MOST_AT_A_TIME)) {
            var results = new ArrayList<T>();
            for (var visited : threads.invokeAll(visits)) {
                results.add(visited.get());
            }
            return results;
        }
    }

    private static List<SocketChannel> leaveOpen(InetSocketAddress port) throws IOException {
        var open = new ArrayList<SocketChannel>();
        for (var beginning : HostileBytes.beginnings()) {
            open.add(HostileBytes.begin(port, beginning));
        }
        return open;
    }

    /** Returns whether the port speaks TLS. */
    private static boolean attack(SSLContext context, InetSocketAddress port) throws IOException {
        var attacks = HostileBytes.of(SEED + port.hashCode());
        var tls = true;
        for (var bytes : attacks) {
            HostileBytes.send(port, bytes);
            tls = tls && HostileBytes.sendInTls(context, port, bytes);
        }
        HostileBytes.reset(port);
        return tls;
    }

    private static String named(Map<InetSocketAddress, String> ports, SocketChannel channel) {
        try {
            var port = (InetSocketAddress) channel.getRemoteAddress();
            return ports.get(port) + " at " + port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> logBytes(Fleet fleet, Iterable<String> processes)
            throws IOException {
        var bytes = new HashMap<String, Long>();
        for (var process : processes) {
            bytes.put(process, bytesUnder(fleet.logOf(process)));
        }
        return bytes;
    }

    private static long bytesUnder(Path log) throws IOException {
        try (var files = Files.walk(log)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void assertLogsGrewBounded(
            Map<InetSocketAddress, String> ports,
            Map<String, Long> before,
            Map<String, Long> after) {
        before.forEach((process, bytes) -> {
            var own = ports.values().stream().filter(process::equals).count();
            var connections =
                    own
                            * WAYS_TO_A_PORT
                            * (HostileBytes.beginnings().size()
                                    + 2 * HostileBytes.of(SEED).size()
                                    + 1);
            assertThat(Objects.requireNonNull(after.get(process)) - bytes)
                    .as("growth of the log of %s, after %s connections", process, connections)
                    .isLessThan(QUIET_LOG_BYTES + LOG_BYTES_OF_A_CONNECTION * connections);
        });
    }
}
