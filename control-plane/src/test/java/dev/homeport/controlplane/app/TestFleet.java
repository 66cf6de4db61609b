package dev.homeport.controlplane.app;

import dev.homeport.process.adapter.grpc.TlsFiles;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** Three sites with witnesses that say what the test wants, and what their processes are told. */
final class TestFleet implements AutoCloseable {

    static final FleetId ID = FleetId.parse("0192f3a4-0000-7000-8000-000000000072");
    static final List<String> SITES = List.of("shanghai", "hongkong", "canada");

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int number;
    private final TestAuthority authority;
    private final AtomicLong witnessedVersion = new AtomicLong(1);
    private final Map<String, Server> witnesses = new TreeMap<>();

    TestFleet(Path folder, int number) throws Exception {
        this.folder = folder;
        this.number = number;
        this.authority = new TestAuthority(folder.resolve("authority"));
        for (var site : SITES) {
            startWitness(site);
        }
    }

    void startWitness(String site) throws Exception {
        witnesses.put(site, witness(site));
    }

    void stopWitness(String site) {
        var witness = witnesses.remove(site);
        if (witness != null) {
            witness.shutdownNow();
        }
    }

    Path folderOf(String site) {
        return folder.resolve(site);
    }

    Path orderOf(String site) {
        return folderOf(site).resolve("format.order");
    }

    void orderToFormat() throws Exception {
        for (var site : SITES) {
            Files.createDirectories(folderOf(site));
            Files.writeString(orderOf(site), ID + "\n");
        }
    }

    void witnessesKnow(long version) {
        witnessedVersion.set(version);
    }

    Map<String, String> keys(String site, String roles) throws Exception {
        var tls = tls(site, "coordinator+control", 4);
        var keys = new TreeMap<String, String>();
        keys.put("fleet", ID.toString());
        keys.put("site", site);
        keys.put("node", "4");
        keys.put("roles", roles);
        keys.put("sites", String.join(",", SITES));
        keys.put("store.folder", folderOf(site).resolve("store").toString());
        keys.put("listen.management", address(site) + ":25320");
        keys.put("peers.witness", peers(3, 25_321));
        keys.put("tls.key", tls.privateKey().toString());
        keys.put("tls.certificate", tls.certificate().toString());
        keys.put("tls.authority", tls.authority().toString());
        keys.put("listen.coordinator-rpc", address(site) + ":25322");
        keys.put("peers.coordinator-raft", peers(4, 25_323));
        keys.put("listen.control-rpc", address(site) + ":25324");
        keys.put("listen.control-api", address(site) + ":25325");
        keys.put("peers.control-raft", peers(4, 25_326));
        keys.put("peers.node-rpc", peers(1, 25_327));
        keys.put("peers.control-rpc", peers(4, 25_324));
        keys.put("peers.access", peers(1, 25_328));
        keys.put("isolation.budget.millis", "30000");
        keys.put("sites.access", "canada=https://" + address("canada") + ":25001");
        keys.put(
                "claim.key",
                Files.writeString(folder.resolve("claim.key"), "1 " + "0f".repeat(32) + "\n")
                        .toString());
        keys.put("database.url", "of another process");
        return keys;
    }

    Path write(String site, Map<String, String> keys) throws Exception {
        var text = new StringBuilder();
        keys.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return Files.writeString(folderOf(site).resolve("homeport.properties"), text);
    }

    private String peers(int node, int port) {
        return String.join(
                ",",
                SITES.stream()
                        .map(site -> site + "/" + node + "=" + address(site) + ":" + port)
                        .toList());
    }

    String address(String site) {
        return "127." + number + "." + (SITES.indexOf(site) + 1) + ".4";
    }

    TlsFiles tls(String site, String role, int node) throws Exception {
        return authority.issue(ProcessIdentity.of(ID, new SiteId(site), role, node), address(site));
    }

    /** What a site's process shows and trusts. */
    SSLContext context(String site) throws Exception {
        return authority.client(tls(site, "full", 1));
    }

    private Server witness(String site) throws Exception {
        var tls = tls(site, "log+witness", 3);
        var answers =
                new WitnessServiceGrpc.WitnessServiceImplBase() {
                    @Override
                    public void status(
                            LeaseV0.StatusAsk ask, StreamObserver<LeaseV0.WitnessStatus> told) {
                        told.onNext(
                                LeaseV0.WitnessStatus.newBuilder()
                                        .setWitness(site)
                                        .setTableVersion(witnessedVersion.get())
                                        .build());
                        told.onCompleted();
                    }
                };
        return NettyServerBuilder.forAddress(new InetSocketAddress(address(site), 25_321))
                .sslContext(
                        GrpcSslContexts.forServer(
                                        tls.certificate().toFile(), tls.privateKey().toFile())
                                .build())
                .addService(answers)
                .build()
                .start();
    }

    JsonObject status(String site) {
        return new JsonObject(management(site, "/status").body());
    }

    JsonObject control(String site) {
        return status(site).getJsonObject("control");
    }

    HttpResponse<String> management(String site, String path) {
        return get(http, "http://" + address(site) + ":25320" + path);
    }

    /** Asks the control plane's door as the router does. */
    HttpResponse<String> door(String site, String path) {
        return doorAs("router", site, path);
    }

    HttpResponse<String> doorAs(String role, String site, String path) {
        return doorAs(role, site, path, HttpRequest.newBuilder().GET());
    }

    /** Sends an operator's wish to the control plane's door. */
    HttpResponse<String> post(String site, String path, String body) {
        return postAs("operator", site, path, body);
    }

    HttpResponse<String> postAs(String role, String site, String path, String body) {
        return doorAs(
                role,
                site,
                path,
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> doorAs(
            String role, String site, String path, HttpRequest.Builder request) {
        try (var client =
                HttpClient.newBuilder()
                        .sslContext(authority.client(tls("shanghai", role, 9)))
                        .build()) {
            return send(client, "https://" + address(site) + ":25325" + path, request);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) {
        return send(client, address, HttpRequest.newBuilder().GET());
    }

    private static HttpResponse<String> send(
            HttpClient client, String address, HttpRequest.Builder request) {
        try {
            return client.send(
                    request.uri(URI.create(address)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(witnesses.keySet()).forEach(this::stopWitness);
        http.close();
    }
}
