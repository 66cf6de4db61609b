package dev.homeport.dcnode.storage.adapter.infinispan;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.account.AccountView;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardSet;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Infinispan of a node, with its files. */
class KeyValueStoreIT {

    private static final Account ACCOUNT = new Account(ALICE, new Handle("alice"), 17);

    /** Counts how often it is asked. */
    private static final class Origin implements AccountView {
        int asked;

        @Override
        public Optional<Account> byId(AccountId id) {
            asked++;
            return id.equals(ALICE) ? Optional.of(ACCOUNT) : Optional.empty();
        }

        @Override
        public Optional<Account> byHandle(Handle handle) {
            asked++;
            return handle.equals(ACCOUNT.handle()) ? Optional.of(ACCOUNT) : Optional.empty();
        }
    }

    @Test
    void whatWasConfirmedOutlivesARestart(@TempDir Path folder) {
        try (var store = KeyValueStore.open(folder)) {
            var hints = new LastConfirmed(store);
            hints.confirmed(ALICE, SyncKey.parse("1.9"));
            hints.confirmed(ALICE, SyncKey.parse("1.7"));
            hints.confirmed(ALICE, SyncKey.parse("2.10"));

            assertThat(hints.lastConfirmed(ALICE)).contains(SyncKey.parse("2.10"));
        }
        try (var store = KeyValueStore.open(folder)) {
            var hints = new LastConfirmed(store);

            assertThat(hints.lastConfirmed(ALICE)).contains(SyncKey.parse("2.10"));
            assertThat(hints.lastConfirmed(BOB)).isEmpty();
        }
    }

    @Test
    void anAccountIsReadFromItsOriginOnceAndAnAbsentOneEachTime(@TempDir Path folder) {
        var origin = new Origin();
        try (var store = KeyValueStore.open(folder)) {
            var accounts = new AccountCache(store, origin);

            assertThat(accounts.byHandle(new Handle("alice"))).contains(ACCOUNT);
            assertThat(accounts.byId(ALICE)).contains(ACCOUNT);
            assertThat(accounts.byId(ALICE)).contains(ACCOUNT);
            assertThat(origin.asked).isEqualTo(1);

            assertThat(accounts.byId(BOB)).isEmpty();
            assertThat(accounts.byId(BOB)).isEmpty();
            assertThat(origin.asked).isEqualTo(3);
        }
    }

    @Test
    void whatWasForgottenIsReadAnewAlsoAfterARestart(@TempDir Path folder) {
        var origin = new Origin();
        try (var store = KeyValueStore.open(folder)) {
            assertThat(new AccountCache(store, origin).byId(ALICE)).contains(ACCOUNT);
        }
        try (var store = KeyValueStore.open(folder)) {
            var accounts = new AccountCache(store, origin);

            accounts.forget(ShardSet.of(BOB.shard()));
            assertThat(accounts.byId(ALICE)).contains(ACCOUNT);
            assertThat(origin.asked).isEqualTo(1);

            accounts.forget(ShardSet.of(ALICE.shard()));
            assertThat(accounts.byId(ALICE)).contains(ACCOUNT);
            assertThat(origin.asked).isEqualTo(2);
        }
    }
}
