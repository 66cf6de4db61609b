package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.TestCertificates;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of the whole fleet, whose replicas dial each other at addresses that differ by site: from
 * site s, the node of site d is at 127.71.(16s+d).4, where a relay listens, as the WAN emulator
 * does.
 */
class AcrossSitesIT {

    private static final int PORT = 21_150;
    private static final String RELAYED_FROM = "127.71.250.1";
    private static final List<NodeName> NODES =
            List.of(
                    new NodeName(new SiteId("shanghai"), 4),
                    new NodeName(new SiteId("hongkong"), 4),
                    new NodeName(new SiteId("canada"), 4));

    @TempDir private Path root;
    private final FleetId fleet = new FleetId(UUID.randomUUID());
    private final List<ServerSocket> relays = new ArrayList<>();
    private final Map<NodeName, RatisQueue> running = new TreeMap<>();
    private TestCertificates certificates;

    @BeforeEach
    void format() throws Exception {
        certificates = TestCertificates.makeIn(root.resolve("tls"));
        for (var to = 0; to < NODES.size(); to++) {
            var addresses = new ArrayList<String>();
            for (var from = 0; from < NODES.size(); from++) {
                addresses.add(dialled(from, to));
                if (from != to) {
                    relay(dialled(from, to), dialled(to, to));
                }
            }
            var node = NODES.get(to);
            certificates.issue(
                    node.site().name(),
                    "homeport://" + fleet + "/" + node.site() + "/coordinator+control/4",
                    addresses.toArray(String[]::new));
            var settings = settings(node);
            StoreFolder.formatOnce(settings.folder(), settings.genesis());
        }
    }

    @AfterEach
    void close() throws IOException {
        running.values().forEach(RatisQueue::close);
        for (var relay : relays) {
            relay.close();
        }
    }

    private static String dialled(int from, int to) {
        return "127.71." + (from == to ? to + 1 : 16 * (from + 1) + to + 1) + ".4";
    }

    private ReplicaSettings settings(NodeName self) {
        var peers = new HashMap<NodeName, InetSocketAddress>();
        for (var to = 0; to < NODES.size(); to++) {
            peers.put(NODES.get(to), new InetSocketAddress(dialled(NODES.indexOf(self), to), PORT));
        }
        var name = self.site().name();
        return ReplicaSettings.acrossSites(
                root.resolve(name),
                fleet,
                "coordinator",
                self,
                peers,
                new TlsFiles(
                        certificates.key(name),
                        certificates.certificate(name),
                        certificates.authority()));
    }

    private void relay(String listen, String target) throws IOException {
        var door = new ServerSocket();
        door.bind(new InetSocketAddress(listen, PORT));
        relays.add(door);
        Thread.ofVirtual()
                .start(() -> {
                    while (!door.isClosed()) {
                        try {
                            var in = door.accept();
                            Thread.ofVirtual().start(() -> join(in, target));
                        } catch (IOException _) {
                            // The relay is closed, or the caller is gone already.
                        }
                    }
                });
    }

    private static void join(Socket in, String target) {
        try (in;
                var out = new Socket()) {
            out.bind(new InetSocketAddress(InetAddress.getByName(RELAYED_FROM), 0));
            out.connect(new InetSocketAddress(target, PORT));
            var back = Thread.ofVirtual().start(() -> copy(out, in));
            copy(in, out);
            back.join();
        } catch (IOException | InterruptedException _) {
            // Whoever dials finds its connection closed.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream bytes = from.getInputStream();
            bytes.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(Socket one, Socket other) {
        try (one;
                other) {
            // Closing is all.
        } catch (IOException _) {
            // They are closed as far as they can be.
        }
    }

    private void start(NodeName node) throws Exception {
        running.put(node, RatisQueue.start(settings(node), new IdJudge(), (_, _) -> {}));
    }

    private NodeName leader() {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                running.entrySet().stream()
                                        .filter(node -> node.getValue().leadership().leading())
                                        .map(Map.Entry::getKey)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private long append(NodeName leader, String id) {
        var queue = running(leader);
        var result =
                queue.append(
                                new Draft(
                                        IdJudge.FACT,
                                        0,
                                        new EntryId(id),
                                        Payload.ofText("text of " + id)),
                                Admission.ORDINARY,
                                Duration.ofSeconds(5))
                        .toCompletableFuture()
                        .join();
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return ((AppendResult.Appended) result).position();
    }

    @Test
    void everyReplicaDialsTheOthersWhereItsOwnListSays() throws Exception {
        for (var node : NODES) {
            start(node);
        }
        var first = leader();
        append(first, "a1");

        // When the leader is gone, another one takes over, and the first comes back and follows
        running(first).close();
        running.remove(first);
        var second = leader();
        var position = append(second, "a2");
        start(first);

        // Then all have both entries, and every connection came through a relay
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        running.values().stream()
                                .allMatch(queue -> queue.lastPosition() >= position));
        assertThat(running(first).streams().keySet())
                .containsExactly(settings(first).group().stream(1));
        assertThat(callersOfListeners()).isNotEmpty().containsOnly(hex(RELAYED_FROM));
    }

    private RatisQueue running(NodeName node) {
        return Objects.requireNonNull(running.get(node), "it was started before");
    }

    /** Addresses of whoever is connected to a replica's own listener. */
    private static List<String> callersOfListeners() throws IOException {
        var callers = new ArrayList<String>();
        for (var line : established()) {
            var columns = line.strip().split("\\s+", -1);
            for (var to = 0; to < NODES.size(); to++) {
                if (columns[1].equals(hex(dialled(to, to)) + ":%04X".formatted(PORT))) {
                    callers.add(columns[2].split(":", -1)[0]);
                }
            }
        }
        return callers;
    }

    private static List<String> established() throws IOException {
        var lines = new ArrayList<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                if (line.strip().split("\\s+", -1)[3].equals("01")) {
                    lines.add(line.replace("0000000000000000FFFF0000", ""));
                }
            }
        }
        return lines;
    }

    private static String hex(String address) {
        var parts = address.split("\\.", -1);
        return "%02X%02X%02X%02X"
                .formatted(
                        Integer.parseInt(parts[3]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[0]));
    }
}
