package dev.homeport.dcnode.logic.account;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;

/**
 * The accounts that this site's view knows, wherever they are at home. Blocks: call it from a
 * virtual thread. Thread-safe.
 */
public interface AccountView {

    /**
     * Looks an account up by its id.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read now
     */
    Optional<Account> byId(AccountId id);

    /**
     * Looks an account up by its handle.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read now
     */
    Optional<Account> byHandle(Handle handle);
}
