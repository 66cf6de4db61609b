package dev.homeport.dcnode.storage.adapter.infinispan;

import dev.homeport.dcnode.access.ResumeHints;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;
import org.infinispan.Cache;

/** Where the clients of each account were last. Thread-safe. */
public final class LastConfirmed implements ResumeHints {

    static final String NAME = "last-confirmed";

    private final Cache<Long, String> cache;

    /** Makes the hints. */
    public LastConfirmed(KeyValueStore store) {
        this.cache = store.cache(NAME);
    }

    @Override
    public void confirmed(AccountId account, SyncKey key) {
        cache.merge(account.value(), key.toString(), LastConfirmed::later);
    }

    private static String later(String a, String b) {
        return SyncKey.parse(a).isAfter(SyncKey.parse(b)) ? a : b;
    }

    @Override
    public Optional<SyncKey> lastConfirmed(AccountId account) {
        return Optional.ofNullable(cache.get(account.value())).map(SyncKey::parse);
    }
}
