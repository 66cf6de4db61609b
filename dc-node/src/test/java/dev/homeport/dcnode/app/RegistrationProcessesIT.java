package dev.homeport.dcnode.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.fixture.TestCoordinators;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.dcnode.fixture.Trust;
import dev.homeport.dcnode.fixture.WebClient;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accounts registered at two sites that are real processes, each one node that is everything, with
 * real voters of the coordinator and the marks of real witnesses.
 */
@Timeout(240)
class RegistrationProcessesIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-0000000000ac");
    private static final List<String> SITES = List.of("shanghai", "hongkong", "canada");
    private static final TestTokens TOKENS = TestTokens.ofFile(FLEET);

    @TempDir private Path folder;

    private final Map<String, SiteJvm> processes = new TreeMap<>();
    private final List<TestDatabase> databases = new ArrayList<>();
    private TestAuthority authority;
    private TestCoordinators coordinators;

    private static String host(String site) {
        return "127.172." + (1 + SITES.indexOf(site)) + ".1";
    }

    private static String peers(List<String> sites, int port) {
        return sites.stream()
                .map(site -> site + "/1=" + host(site) + ":" + port)
                .collect(Collectors.joining(","));
    }

    @BeforeEach
    void startTheFleet() throws Exception {
        authority = new TestAuthority(folder.resolve("authority"));
        secret("claim.key", "1 " + "0123456789abcdef".repeat(4));
        secret("account.permutation.key", "fedcba9876543210".repeat(4));
        secret(
                "token-keys.pem",
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(TOKENS.publicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----");
        var witnesses = new TreeMap<SiteId, InetSocketAddress>();
        SITES.forEach(
                site -> witnesses.put(new SiteId(site), new InetSocketAddress(host(site), 21_722)));
        coordinators = new TestCoordinators(folder, "127.172.9.", FLEET, authority, witnesses);
        make("shanghai", "full,witness");
        make("hongkong", "full,witness");
        make("canada", "witness");
        for (var process : processes.values()) {
            process.orderToFormat(FLEET.toString());
            process.start();
        }
        processes.values().forEach(SiteJvm::awaitReady);
    }

    private void secret(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content + "\n");
    }

    private void make(String site, String roles) throws Exception {
        var host = host(site);
        var tls =
                authority.issue(
                        ProcessIdentity.of(FLEET, new SiteId(site), roles.replace(',', '+'), 1),
                        host);
        var here = folder.resolve(site + "-1");
        var lines = new TreeMap<String, String>();
        lines.put("fleet", FLEET.toString());
        lines.put("site", site);
        lines.put("node", "1");
        lines.put("roles", roles);
        lines.put("sites", String.join(",", SITES));
        lines.put("isolation.budget.millis", "10000");
        lines.put("store.folder", here.resolve("store").toString());
        lines.put("listen.node-rpc", host + ":21721");
        lines.put("listen.witness", host + ":21722");
        lines.put("listen.management", host + ":21723");
        lines.put("listen.access", host + ":21724");
        lines.put("peers.witness", peers(SITES, 21_722));
        lines.put("peers.node-rpc", peers(SITES, 21_721));
        lines.put("peers.log-raft", peers(List.of(site), 21_720));
        lines.put(
                "peers.coordinator-rpc",
                coordinators.voters().entrySet().stream()
                        .map(voter ->
                                voter.getKey()
                                        + "="
                                        + voter.getValue().getHostString()
                                        + ":"
                                        + voter.getValue().getPort())
                        .collect(Collectors.joining(",")));
        lines.put("claim.key", folder.resolve("claim.key").toString());
        lines.put("account.permutation.key", folder.resolve("account.permutation.key").toString());
        lines.put("tls.key", tls.privateKey().toString());
        lines.put("tls.certificate", tls.certificate().toString());
        lines.put("tls.authority", tls.authority().toString());
        lines.put("token.verification.keys", folder.resolve("token-keys.pem").toString());
        if (roles.contains("full")) {
            addDatabase(lines, site, host);
        }
        processes.put(site, new SiteJvm(here, lines));
    }

    private void addDatabase(Map<String, String> lines, String site, String host)
            throws IOException {
        var database = TestDatabase.start(folder.resolve(site + "-database"), host, 21_725);
        databases.add(database);
        var secrets = Files.createDirectories(folder.resolve(site + "-secrets"));
        var settings = database.settings();
        Files.writeString(secrets.resolve(settings.user() + ".password"), settings.password());
        lines.put("database.url", settings.url());
        lines.put("database.user", settings.user());
        lines.put("database.folder", secrets.toString());
    }

    @AfterEach
    void endTheFleet() throws Exception {
        for (var process : processes.values()) {
            process.close();
        }
        databases.forEach(TestDatabase::close);
        coordinators.close();
    }

    private SiteJvm process(String site) {
        return requireNonNull(processes.get(site));
    }

    private WebClient.Reply register(String site, String request, String handle) throws Exception {
        return new WebClient(
                        "https://" + host(site) + ":21724",
                        Trust.in(folder.resolve("authority/authority.pem")))
                .post(
                        "/v1/accounts",
                        TOKENS.registrar(),
                        new JsonObject().put("requestId", request).put("handle", handle));
    }

    /** Asks again, as clients do, while the site says that it cannot now. */
    private WebClient.Reply settled(String site, String request, String handle) {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> register(site, request, handle), reply -> reply.status() != 503);
    }

    private JsonObject ids(String site) {
        return process(site).status().getJsonObject("ids", new JsonObject());
    }

    @Test
    void aHandleIsRegisteredAtOneSiteAndIdsGoOnAfterAKill() throws Exception {
        List<WebClient.Reply> replies;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = callers.submit(() -> settled("shanghai", "a", "alice"));
            var other = callers.submit(() -> settled("hongkong", "b", "alice"));
            replies = List.of(one.get(), other.get());
        }
        assertThat(replies).extracting(WebClient.Reply::status).containsExactlyInAnyOrder(201, 409);
        assertThat(ids("shanghai").getLong("inHand")).isPositive();
        assertThat(ids("shanghai").getString("trouble")).isNull();

        var before = settled("shanghai", "c", "bob").json().getLong("account");
        process("shanghai").kill();
        process("shanghai").start();
        process("shanghai").awaitReady();
        var after = settled("shanghai", "d", "carol").json().getLong("account");
        assertThat(after >> 12).isNotEqualTo(before >> 12);
        assertThat(settled("shanghai", "c", "bob").json().getLong("account")).isEqualTo(before);

        coordinators.stopAll();
        var refused = register("shanghai", "e", "dave");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        coordinators.startAll();
        assertThat(settled("shanghai", "e", "dave").status()).isEqualTo(201);
    }
}
