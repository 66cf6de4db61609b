package dev.homeport.dcnode.access;

import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;

/**
 * The last key that an account's clients have confirmed: a hint for a client that comes back
 * without one. To lose it costs a longer sync and nothing else. Does not block for long;
 * thread-safe.
 */
public interface ResumeHints {

    /** Remembers that everything up to a key has arrived; an older key changes nothing. */
    void confirmed(AccountId account, SyncKey key);

    /** Where to go on, empty when nothing is remembered. */
    Optional<SyncKey> lastConfirmed(AccountId account);
}
