package dev.homeport.client;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;

/** What became of the wish to register an account. */
public sealed interface Registration {

    /**
     * The account exists.
     *
     * @param account its id
     * @param handle its handle
     * @param home the site that registered it, which is its home
     * @param repeated whether the same request had registered it before
     */
    record Registered(AccountId account, String handle, SiteId home, boolean repeated)
            implements Registration {}

    /**
     * It was not registered.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Registration {}

    /**
     * It is not known whether it was registered: ask again with the same request id.
     *
     * @param detail why
     */
    record Unknown(String detail) implements Registration {}
}
