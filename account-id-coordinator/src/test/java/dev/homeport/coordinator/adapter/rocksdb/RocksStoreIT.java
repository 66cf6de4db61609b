package dev.homeport.coordinator.adapter.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.claim.Claim;
import dev.homeport.coordinator.claim.ClaimState;
import dev.homeport.coordinator.state.CoordinatorStore;
import dev.homeport.coordinator.state.CoordinatorStoreContract;
import dev.homeport.coordinator.state.StoreException;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreIT extends CoordinatorStoreContract {

    private static final long CACHE_BYTES = 8L << 20;
    private static final AccountId ALICE = new AccountId(4_097);

    @TempDir private Path folder;
    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder.resolve("store"), "fleet/1", CACHE_BYTES);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected CoordinatorStore store() {
        return store;
    }

    @Test
    void reopenedStoreGoesOnWhereItWas() {
        store.apply(1, effects(put(key(1, 1), ClaimState.CONFIRMED, ALICE)));
        store.close();
        open();

        assertThat(store.appliedPosition()).isEqualTo(1);
        assertThat(store.resolve(key(1, 1))).contains(ALICE);
        store.apply(2, effects());
    }

    @Test
    void checkpointIsTheStoreAtOnePositionAndSharesItsFiles() throws IOException {
        store.apply(1, effects(put(key(1, 1), ClaimState.CONFIRMED, ALICE)));
        var copy = folder.resolve("checkpoint");
        store.checkpoint(copy);
        store.apply(2, effects(put(key(1, 1), ClaimState.RESERVED, new AccountId(9))));

        try (var files = Files.list(copy)) {
            var table = files.filter(file -> file.toString().endsWith(".sst")).findFirst();
            assertThat(Files.getAttribute(table.orElseThrow(), "unix:nlink")).isEqualTo(2);
        }
        try (var atOne = RocksStore.open(copy, "fleet/1", CACHE_BYTES)) {
            assertThat(atOne.appliedPosition()).isEqualTo(1);
            assertThat(atOne.claim(key(1, 1))).contains(Claim.held(ALICE, ClaimState.CONFIRMED));
        }
        assertThat(store.resolve(key(1, 1))).isEmpty();
    }

    @Test
    void storeOfAnotherOwnerIsRefused() {
        store.close();

        assertThatThrownBy(() -> RocksStore.open(folder.resolve("store"), "fleet/2", CACHE_BYTES))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_IDENTITY))
                .hasMessageContaining("fleet/1")
                .hasMessageContaining("fleet/2");
    }

    @Test
    void storeThatIsOpenIsNotOpenedAgain() {
        assertThatThrownBy(() -> RocksStore.open(folder.resolve("store"), "fleet/1", CACHE_BYTES))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("open elsewhere");
    }
}
