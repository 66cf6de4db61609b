package dev.homeport.dcnode.storage.adapter.infinispan;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.account.AccountView;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Optional;
import org.infinispan.Cache;

/**
 * Accounts close at hand, read through from the database. Accounts are only ever added and do not
 * change, so what is here is right until shards are built again. Thread-safe.
 */
public final class AccountCache implements AccountView {

    static final String NAME = "accounts";

    private final Cache<Long, String> cache;
    private final AccountView origin;

    /**
     * Makes the cache.
     *
     * @param origin where accounts are read from when they are not here
     */
    public AccountCache(KeyValueStore store, AccountView origin) {
        this.cache = store.cache(NAME);
        this.origin = origin;
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        var cached = cache.get(id.value());
        if (cached != null) {
            return Optional.of(account(id, cached));
        }
        var found = origin.byId(id);
        found.ifPresent(this::keep);
        return found;
    }

    @Override
    public Optional<Account> byHandle(Handle handle) {
        var found = origin.byHandle(handle);
        found.ifPresent(this::keep);
        return found;
    }

    /** Forgets the accounts of shards, which are read anew. Takes a while when there are many. */
    public void forget(ShardSet shards) {
        cache.keySet().removeIf(id -> shards.contains(new AccountId(id).shard()));
    }

    private void keep(Account account) {
        cache.put(account.id().value(), account.registeredAtMillis() + " " + account.handle());
    }

    private static Account account(AccountId id, String cached) {
        var separator = cached.indexOf(' ');
        return new Account(
                id,
                new Handle(cached.substring(separator + 1)),
                Long.parseLong(cached.substring(0, separator)));
    }
}
