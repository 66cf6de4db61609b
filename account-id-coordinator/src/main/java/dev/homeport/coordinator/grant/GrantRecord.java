package dev.homeport.coordinator.grant;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.SiteId;

/** A fact of the grant ledger; replaying it is the only way in which the ledger changes. */
public sealed interface GrantRecord {

    /**
     * A range was given to a site.
     *
     * @param site whose it is
     * @param requestId the request that it answers
     * @param range the range; it begins at or above everything granted before
     */
    record RangeGranted(SiteId site, RequestId requestId, IdRange range) implements GrantRecord {}
}
