package dev.homeport.local.account;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;

/**
 * An account that is there to try a fleet with. Immutable and thread-safe.
 *
 * @param handle its handle
 * @param account its id
 * @param home the site where it was registered
 * @param token what its holder shows; a secret
 */
public record DemoAccount(String handle, AccountId account, SiteId home, String token) {

    @Override
    public String toString() {
        return handle + " (" + account + ") of " + home;
    }
}
