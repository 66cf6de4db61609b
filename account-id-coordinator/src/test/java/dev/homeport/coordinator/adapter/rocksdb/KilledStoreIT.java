package dev.homeport.coordinator.adapter.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.coordinator.state.CoordinatorState;
import dev.homeport.coordinator.state.InMemoryStore;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that applies a log is killed at any moment; the next one goes on. */
class KilledStoreIT {

    private static final long CACHE_BYTES = 8L << 20;
    private static final int NAMES = 500;

    @TempDir private Path folder;

    @Test
    @Timeout(60)
    void afterAKillTheLogIsAppliedOnWithoutDoingAnythingTwice() throws Exception {
        for (var round = 0; round < 3; round++) {
            var process = start();
            try {
                var until = 2_000L * (round + 1);
                await().atMost(Duration.ofSeconds(30)).until(() -> reported() >= until);
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        try (var store = RocksStore.open(folder.resolve("store"), "fleet/1", CACHE_BYTES)) {
            var position = store.appliedPosition();
            assertThat(position).as("nothing reported is lost").isGreaterThanOrEqualTo(reported());
            var model = new InMemoryStore();
            var state = new CoordinatorState(model);
            for (var next = 1L; next <= position; next++) {
                state.apply(next, command(next));
            }
            assertThat(store.grants()).isEqualTo(model.grants());
            assertThat(store.tick()).isEqualTo(model.tick());
            for (var name = 0; name < NAMES; name++) {
                assertThat(store.claim(key(name))).isEqualTo(model.claim(key(name)));
            }
            assertThat(store.freeAt(Long.MAX_VALUE, NAMES))
                    .isEqualTo(model.freeAt(Long.MAX_VALUE, NAMES));
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStoreIT.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private long reported() throws IOException {
        var report = folder.resolve("report");
        if (!Files.exists(report)) {
            return 0;
        }
        var bytes = Files.readAllBytes(report);
        return bytes.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).getLong(bytes.length / Long.BYTES * Long.BYTES - 8);
    }

    /** The process that is killed: applies the log from where its store stands, without an end. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        try (var store = RocksStore.open(folder.resolve("store"), "fleet/1", CACHE_BYTES);
                var report =
                        Files.newOutputStream(
                                folder.resolve("report"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND)) {
            var state = new CoordinatorState(store);
            for (var next = state.appliedPosition() + 1; next < 1_000_000; next++) {
                state.apply(next, command(next));
                report.write(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
            }
        }
    }

    /** The log: the same command at the same position in every process. */
    private static CoordinatorCommand command(long position) {
        var account = new AccountId(1 + position % 97);
        var stamp = new OperationStamp(Epoch.FIRST, position, 0);
        var keys = List.of(key((int) (position * 31 % NAMES)));
        return switch ((int) (position % 5)) {
            case 0 ->
                    new CoordinatorCommand.Grant(
                            new GrantRequest(
                                    new SiteId("canada"),
                                    new RequestId("r" + position % 1_000),
                                    10,
                                    0));
            case 1 -> new CoordinatorCommand.Claim(new ClaimCommand.Tick());
            case 2 ->
                    new CoordinatorCommand.Claim(
                            new ClaimCommand.Release(account, stamp, keys, position % 7));
            case 3 -> new CoordinatorCommand.Claim(new ClaimCommand.Confirm(account, stamp, keys));
            default -> new CoordinatorCommand.Claim(new ClaimCommand.Reserve(account, stamp, keys));
        };
    }

    private static ClaimKey key(int name) {
        var hash = new byte[ClaimKey.HASH_BYTES];
        ByteBuffer.wrap(hash).putInt(name);
        return new ClaimKey(1, hash);
    }
}
