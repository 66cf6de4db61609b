package dev.homeport.coordinator.grant;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.SiteId;

/**
 * A site's request for a range of sequence numbers. Immutable and thread-safe.
 *
 * @param site who asks
 * @param requestId the site's id of this request, the same in every retry
 * @param count how many numbers are asked for
 * @param witnessedMark the grant mark that a majority of witnesses reported when the coordinator
 *     took the request: see {@link WitnessedMark}. Nothing below it is granted any more.
 */
public record GrantRequest(SiteId site, RequestId requestId, long count, long witnessedMark) {

    /**
     * Makes a request. The count is judged by the ledger, which can answer with a reason.
     *
     * @throws IllegalArgumentException if the mark is not one
     */
    public GrantRequest {
        if (witnessedMark < 0 || witnessedMark > IdRange.LIMIT) {
            throw new IllegalArgumentException(
                    "witnessedMark: "
                            + witnessedMark
                            + " of request "
                            + requestId
                            + " is not in 0.."
                            + IdRange.LIMIT);
        }
    }
}
