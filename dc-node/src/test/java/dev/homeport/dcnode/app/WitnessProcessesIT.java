package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.IN_EAST;
import static dev.homeport.dcnode.home.Tables.IN_WEST;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.process.app.ExitCode;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real witness processes, and the leaders of two sites that ask them for leases. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WitnessProcessesIT {

    private static final long TTL_MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<SiteId, String> HOSTS =
            Map.of(SHANGHAI, "127.46.1.3", HONGKONG, "127.46.2.3", CANADA, "127.46.3.3");

    private Path folder = Path.of("");
    private final Map<SiteId, WitnessJvm> witnesses = new TreeMap<>();
    private final Map<SiteId, HolderInTest> holders = new TreeMap<>();
    private final RoutingTable table = table();

    private static RoutingTable table() {
        var first = Tables.first();
        return new RoutingTable(
                first.fleet(),
                1,
                first.allotments(),
                first.witnesses(),
                new LeasePolicy(
                        Map.of(SHANGHAI, TTL_MILLIS, HONGKONG, TTL_MILLIS, CANADA, TTL_MILLIS),
                        TTL_MILLIS),
                Map.of());
    }

    @BeforeAll
    void startFleet(@TempDir Path parent) throws Exception {
        folder = parent;
        var authority = new TestAuthority(folder.resolve("tls"));
        var addresses = new HashMap<SiteId, InetSocketAddress>();
        for (var site : HOSTS.keySet()) {
            var witness =
                    new WitnessJvm(
                            site, HOSTS, folder.resolve("witness-" + site), authority, table);
            witnesses.put(site, witness);
            addresses.put(site, witness.address());
        }
        for (var site : List.of(SHANGHAI, CANADA)) {
            holders.put(
                    site,
                    new HolderInTest(
                            site, addresses, folder.resolve("node-" + site), authority, table));
        }
    }

    @BeforeEach
    void everyWitnessGrantsAndEverySiteHoldsItsLease() throws Exception {
        for (var witness : witnesses.values()) {
            if (!witness.isAlive()) {
                witness.start();
            }
        }
        witnesses.values().forEach(WitnessJvm::awaitReady);
        holders.values().forEach(HolderInTest::lead);
        await().atMost(PATIENCE).until(() -> holdsAll(SHANGHAI) && holdsAll(CANADA));
    }

    private boolean holdsAll(SiteId site) {
        var agent = holder(site).agent();
        return agent.held(agent.table()).equals(agent.table().shardsHomedAt(site));
    }

    @AfterAll
    void stopFleet() throws Exception {
        for (var holder : holders.values()) {
            holder.close();
        }
        for (var witness : witnesses.values()) {
            witness.close();
        }
    }

    private HolderInTest holder(SiteId site) {
        return Objects.requireNonNull(holders.get(site));
    }

    private WitnessJvm witness(SiteId site) {
        return Objects.requireNonNull(witnesses.get(site));
    }

    @Test
    void leaseOutlivesOneWitnessRunsOutWithoutTwoAndComesBack() throws Exception {
        witness(HONGKONG).kill();
        await().during(Duration.ofMillis(2 * TTL_MILLIS))
                .atMost(Duration.ofMillis(3 * TTL_MILLIS))
                .until(() -> holder(SHANGHAI).mayAcknowledge(IN_EAST));

        witness(CANADA).kill();
        var killedNanos = System.nanoTime();
        await().atMost(PATIENCE).until(() -> !holder(SHANGHAI).mayAcknowledge(IN_EAST));
        var ranOut = Duration.ofNanos(System.nanoTime() - killedNanos);
        assertThat(ranOut).isLessThan(Duration.ofMillis(TTL_MILLIS + 500));
        assertThat(holder(SHANGHAI).agent().held(table)).isEqualTo(ShardSet.none());

        witness(HONGKONG).start();
        witness(CANADA).start();
        witness(HONGKONG).awaitReady();
        await().atMost(PATIENCE)
                .until(() ->
                        holder(SHANGHAI).mayAcknowledge(IN_EAST)
                                && holder(CANADA).mayAcknowledge(IN_WEST));
    }

    @Test
    void storePutBackFromAnOlderCopyIsFoundOutAndRejoinsEmpty() throws Exception {
        var witness = witness(HONGKONG);
        assertThat(witness.stop()).isZero();
        var copy = copy(witness.store(), folder.resolve("copy"));
        witness.start();
        witness.awaitReady();
        // Some renewals later, the others have heard of higher numbers than the copy has.
        await().atMost(PATIENCE).until(() -> persisted(witness) > 8);
        witness.kill();
        copy(copy, witness.store());
        witness.start();
        await().atMost(PATIENCE).until(() -> witness.log().contains("RESTORED"));
        await().atMost(PATIENCE)
                .until(() ->
                        witness.body("/metrics").contains("store_generation{site=\"hongkong\"} 2"));
        witness.awaitReady();
        assertThat(holder(SHANGHAI).mayAcknowledge(IN_EAST)).isTrue();
    }

    private static double persisted(WitnessJvm witness) {
        return witness.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("homeport_witness_persisted_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (var name : List.of("states", "label")) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    @Test
    void plannedMoveTakesAShardAlongAndJournalsReplayEqual() throws Exception {
        var shard = new ShardId(9);
        var before = holder(SHANGHAI).agent().table();
        var next = before.withAssignment(ShardSet.of(shard), CANADA, Set.of());
        holder(CANADA).moveTo(next);
        await().atMost(PATIENCE).until(() -> holder(SHANGHAI).agent().table().equals(next));
        assertThat(holder(CANADA).mayAcknowledge(shard)).isFalse();

        var closedNanos = System.nanoTime();
        holder(SHANGHAI).moveTo(next);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> holder(CANADA).mayAcknowledge(shard));
        var moveMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - closedNanos);
        assertThat(moveMillis).isLessThan(TTL_MILLIS / 3 + 500);
        assertThat(holder(SHANGHAI).mayAcknowledge(shard)).isFalse();
        await().atMost(PATIENCE).until(() -> holdsAll(SHANGHAI));

        holder(SHANGHAI).agent().deposed();
        await().atMost(PATIENCE)
                .until(() -> holder(SHANGHAI).agent().held(next).equals(ShardSet.none()));
        for (var holder : holders.values()) {
            assertReplaysEqual(holder.journal());
        }
        for (var witness : witnesses.values()) {
            assertThat(witness.stop()).isZero();
            for (var journal : witness.journals()) {
                assertReplaysEqual(journal);
            }
        }
    }

    private static void assertReplaysEqual(Path journal) throws IOException {
        var replayed = JournalFile.replay(journal);
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isGreaterThan(10);
    }

    @Test
    void processRefusesToStartOnWhatIsNotItsOwn() throws Exception {
        var witness = witness(HONGKONG);
        assertThat(witness.exitCodeOf("run", witness.config().toString()))
                .as("store in use")
                .isEqualTo(ExitCode.STORE.code());
        assertThat(witness.exitCodeOf("format", witness.config().toString(), "--empty"))
                .as("formatted already")
                .isEqualTo(ExitCode.STORE.code());
        assertThat(witness.exitCodeOf("walk")).isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(witness.exitCodeOf("run", folder.resolve("none").toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(witness.stop()).isZero();

        var states = witness.store().resolve("states");
        var bytes = Files.readAllBytes(states);
        var damaged = bytes.clone();
        damaged[bytes.length / 2] ^= 1;
        Files.write(states, damaged);
        assertThat(witness.exitCodeOf("run", witness.config().toString()))
                .as("a flipped bit")
                .isEqualTo(ExitCode.STORE.code());
        assertThat(witness.log()).contains("damaged");
        Files.write(states, bytes);
    }
}
