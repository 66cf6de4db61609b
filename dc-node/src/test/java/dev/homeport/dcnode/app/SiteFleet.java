package dev.homeport.dcnode.app;

import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.dcnode.fixture.Trust;
import dev.homeport.dcnode.fixture.WebClient;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Real processes of three sites: Shanghai with three replicas of its log, Hong Kong with one node
 * that is everything, Canada with a witness alone. They share the network {@code 127.N.0.0/16}.
 */
final class SiteFleet implements AutoCloseable {

    static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-00000000004c");

    /** Makes tokens that every site believes. */
    static final TestTokens TOKENS = TestTokens.ofFile(FLEET);

    /** What every site's lease lasts. */
    static final long BUDGET_MILLIS = 10_000;

    private static final List<String> SITES = List.of("shanghai", "hongkong", "canada");

    private final Path folder;
    private final String net;
    private final Map<String, SiteJvm> processes = new TreeMap<>();
    private final Map<String, TestDatabase> databases = new TreeMap<>();
    private final TestAuthority authority;

    /**
     * Makes a fleet whose processes can be started.
     *
     * @param folder where it may keep files
     * @param network the second byte of its addresses, which no other test has
     */
    SiteFleet(Path folder, int network) throws Exception {
        this.folder = folder;
        this.net = "127." + network + ".";
        Files.createDirectories(folder.resolve("authority"));
        authority = new TestAuthority(folder.resolve("authority"));
        Files.writeString(
                folder.resolve("token-keys.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(TOKENS.publicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        var shanghaiLog = nodes(List.of("shanghai/1", "shanghai/2", "shanghai/3"), 25_100);
        make("shanghai", 1, "full", shanghaiLog);
        make("shanghai", 2, "log", shanghaiLog);
        make("shanghai", 3, "log,witness", shanghaiLog);
        make("hongkong", 1, "full,witness", nodes(List.of("hongkong/1"), 25_100));
        make("canada", 1, "witness", "");
    }

    private String nodes(List<String> names, int port) {
        return String.join(
                ",", names.stream().map(name -> name + "=" + host(name) + ":" + port).toList());
    }

    /** The address of a node that is named like {@code shanghai/1}. */
    private String host(String name) {
        var parts = name.split("/", 2);
        return net + (SITES.indexOf(parts[0]) + 1) + "." + parts[1];
    }

    /** Where a node is called by others. */
    InetSocketAddress nodeRpc(String name) {
        return new InetSocketAddress(host(name), 25_101);
    }

    /** Where each site's witness is. */
    Map<SiteId, InetSocketAddress> witnesses() {
        return Map.of(
                new SiteId("shanghai"), new InetSocketAddress(host("shanghai/3"), 25_102),
                new SiteId("hongkong"), new InetSocketAddress(host("hongkong/1"), 25_102),
                new SiteId("canada"), new InetSocketAddress(host("canada/1"), 25_102));
    }

    /** Key and certificate of a process of the fleet that is none of these. */
    TlsFiles identity(String site, String role) throws Exception {
        return authority.issue(ProcessIdentity.of(FLEET, new SiteId(site), role, 9), net + "9.9");
    }

    /** A client of a site's door. */
    WebClient client(String site) throws Exception {
        return new WebClient(
                "https://" + host(site + "/1") + ":25104",
                Trust.in(folder.resolve("authority/authority.pem")));
    }

    private void make(String site, int node, String roles, String log) throws Exception {
        var host = host(site + "/" + node);
        var tls =
                authority.issue(
                        ProcessIdentity.of(FLEET, new SiteId(site), roles.replace(',', '+'), node),
                        host);
        var here = folder.resolve(site + "-" + node);
        var lines = new TreeMap<String, String>();
        lines.put("fleet", FLEET.toString());
        lines.put("site", site);
        lines.put("node", Integer.toString(node));
        lines.put("roles", roles);
        lines.put("sites", String.join(",", SITES));
        lines.put("isolation.budget.millis", Long.toString(BUDGET_MILLIS));
        lines.put("store.folder", here.resolve("store").toString());
        lines.put("listen.node-rpc", host + ":25101");
        lines.put("listen.witness", host + ":25102");
        lines.put("listen.management", host + ":25103");
        lines.put("listen.access", host + ":25104");
        lines.put("peers.witness", nodes(List.of("shanghai/3", "hongkong/1", "canada/1"), 25_102));
        lines.put(
                "peers.node-rpc",
                nodes(List.of("shanghai/1", "shanghai/2", "shanghai/3", "hongkong/1"), 25_101));
        lines.put("peers.log-raft", log);
        lines.put("tls.key", tls.privateKey().toString());
        lines.put("tls.certificate", tls.certificate().toString());
        lines.put("tls.authority", tls.authority().toString());
        lines.put("token.verification.keys", folder.resolve("token-keys.pem").toString());
        if (roles.contains("full")) {
            addDatabase(lines, site, host(site + "/9"));
        }
        processes.put(site + "-" + node, new SiteJvm(here, lines));
    }

    private void addDatabase(Map<String, String> lines, String site, String host)
            throws IOException {
        var database = TestDatabase.start(folder.resolve(site + "-database"), host, 25_105);
        databases.put(site, database);
        var secrets = Files.createDirectories(folder.resolve(site + "-secrets"));
        var settings = database.settings();
        Files.writeString(secrets.resolve(settings.user() + ".password"), settings.password());
        lines.put("database.url", settings.url());
        lines.put("database.user", settings.user());
        lines.put("database.folder", secrets.toString());
    }

    /** Formats and starts every process, and waits until all are ready. */
    void startAll() throws IOException {
        for (var process : processes.values()) {
            process.orderToFormat(FLEET.toString());
            process.start();
        }
        processes.values().forEach(SiteJvm::awaitReady);
    }

    /** A process that is named like {@code shanghai-1}. */
    SiteJvm process(String name) {
        return Objects.requireNonNull(processes.get(name), "it was made");
    }

    /** What a process says of itself. */
    JsonObject status(String process) {
        return process(process).status();
    }

    /** The database of a site that has a full node. */
    TestDatabase database(String site) {
        return Objects.requireNonNull(databases.get(site), "it was made");
    }

    /** All processes. */
    Iterable<SiteJvm> processes() {
        return processes.values();
    }

    /** Ends everything at once. */
    @Override
    public void close() throws InterruptedException {
        for (var process : processes.values()) {
            process.close();
        }
        databases.values().forEach(TestDatabase::close);
    }
}
