package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ControlPlaneIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-000000000072");
    private static final List<String> SITES = List.of("shanghai", "hongkong", "canada");

    @TempDir private Path folder;
    private final AtomicLong witnessedVersion = new AtomicLong(1);
    private final Map<String, CoordinationProcess> running = new TreeMap<>();
    private final List<Server> witnesses = new ArrayList<>();
    private final TestAuthority authority;

    ControlPlaneIT(@TempDir Path authorityFolder) throws Exception {
        authority = new TestAuthority(authorityFolder);
    }

    @AfterEach
    void stop() {
        running.values().forEach(CoordinationProcess::close);
        witnesses.forEach(Server::shutdownNow);
    }

    @Test
    void threeReplicasBeginOnceServeWithoutOneAndComeBackWithTheSameTable() throws Exception {
        startWitnesses();
        // Given three replicas that start at once
        for (var site : SITES) {
            Files.createDirectories(folder.resolve(site));
            Files.writeString(folder.resolve(site).resolve("format.order"), FLEET + "\n");
        }
        startAll();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> SITES.forEach(
                        site ->
                                assertThat(control(site).getLong("tableVersion"))
                                        .isEqualTo(1L)));
        // Then the fleet has begun exactly once
        SITES.forEach(site -> assertThat(control(site).getLong("lastPosition")).isEqualTo(1L));
        assertThat(folder.resolve("canada").resolve("format.order")).doesNotExist();

        // When one is gone
        close("canada");
        assertThat(table("shanghai")).isEqualTo(table("hongkong"));

        // When all are started again
        var before = table("shanghai");
        close("shanghai");
        close("hongkong");
        startAll();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(status("canada", "/health/ready")).isEqualTo(200));
        assertThat(table("canada")).isEqualTo(before);
        assertThat(control("canada").getLong("lastPosition")).isEqualTo(1L);
    }

    @Test
    void logBehindTheWitnessesServesNothing() throws Exception {
        startWitnesses();
        witnessedVersion.set(7);
        for (var site : SITES) {
            Files.createDirectories(folder.resolve(site));
            Files.writeString(folder.resolve(site).resolve("format.order"), FLEET + "\n");
        }
        startAll();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(control("shanghai").getString("trouble"))
                        .contains("witnesses know table 7"));
        assertThat(status("shanghai", "/health/ready")).isEqualTo(503);
        assertThat(get("shanghai").statusCode()).isEqualTo(503);
        assertThat(control("shanghai").getLong("lastPosition")).isZero();
    }

    private void close(String site) {
        var process = running.remove(site);
        if (process != null) {
            process.close();
        }
    }

    private void startAll() {
        var starting =
                SITES.stream()
                        .map(site ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            try {
                                                return start(site);
                                            } catch (Exception e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }))
                        .toList();
        for (var i = 0; i < SITES.size(); i++) {
            running.put(SITES.get(i), starting.get(i).join());
        }
    }

    private CoordinationProcess start(String site) throws Exception {
        var own = folder.resolve(site);
        var tls = tls(site, "coordinator+control", 4);
        var text = new StringBuilder();
        var keys = new TreeMap<String, String>();
        keys.put("fleet", FLEET.toString());
        keys.put("site", site);
        keys.put("node", "4");
        keys.put("sites", String.join(",", SITES));
        keys.put("store.folder", own.resolve("store").toString());
        keys.put("listen.control-rpc", address(site) + ":25321");
        keys.put("listen.control-api", address(site) + ":25322");
        keys.put("listen.management", address(site) + ":25323");
        keys.put("peers.control-raft", peers(4, 25_320));
        keys.put("peers.witness", peers(3, 25_324));
        keys.put("tls.key", tls.privateKey().toString());
        keys.put("tls.certificate", tls.certificate().toString());
        keys.put("tls.authority", tls.authority().toString());
        keys.put("isolation.budget.millis", "30000");
        keys.put("database.url", "of another process");
        keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        var file = Files.writeString(own.resolve("homeport.properties"), text);
        return CoordinationProcess.start(
                CoordinationConfig.read(file, Map.of()), (reason, detail) -> {}, line -> {});
    }

    private static String peers(int node, int port) {
        return String.join(
                ",",
                SITES.stream()
                        .map(site -> site + "/" + node + "=" + address(site) + ":" + port)
                        .toList());
    }

    private static String address(String site) {
        return "127.173." + (SITES.indexOf(site) + 1) + ".4";
    }

    private TlsFiles tls(String site, String role, int node) throws Exception {
        return authority.issue(
                ProcessIdentity.of(FLEET, new SiteId(site), role, node), address(site));
    }

    private void startWitnesses() throws Exception {
        for (var site : SITES) {
            var tls = tls(site, "log+witness", 3);
            witnesses.add(
                    NettyServerBuilder.forAddress(new InetSocketAddress(address(site), 25_324))
                            .sslContext(
                                    GrpcSslContexts.forServer(
                                                    tls.certificate().toFile(),
                                                    tls.privateKey().toFile())
                                            .build())
                            .addService(
                                    new WitnessServiceGrpc.WitnessServiceImplBase() {
                                        @Override
                                        public void status(
                                                LeaseV0.StatusAsk ask,
                                                StreamObserver<LeaseV0.WitnessStatus> answers) {
                                            answers.onNext(
                                                    LeaseV0.WitnessStatus.newBuilder()
                                                            .setWitness(site)
                                                            .setTableVersion(
                                                                    witnessedVersion.get())
                                                            .build());
                                            answers.onCompleted();
                                        }
                                    })
                            .build()
                            .start());
        }
    }

    private static JsonObject control(String site) {
        return new JsonObject(management(site, "/status").body()).getJsonObject("control");
    }

    private static int status(String site, String path) {
        return management(site, path).statusCode();
    }

    private static HttpResponse<String> management(String site, String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://" + address(site) + ":25323" + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String site) throws Exception {
        try (var client =
                HttpClient.newBuilder()
                        .sslContext(authority.client(tls("shanghai", "router", 9)))
                        .build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("https://" + address(site) + ":25322/v1/table"))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String table(String site) throws Exception {
        var answer = get(site);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        return answer.body();
    }
}
