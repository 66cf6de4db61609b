package dev.homeport.client.session;

import dev.homeport.client.Refusal;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;

/** How a session stands, for whoever wants to show it. */
public sealed interface SessionNews {

    /**
     * The site has said welcome.
     *
     * @param site the site
     * @param epoch the epoch at which it is said to be the home
     * @param start where the inbox goes on
     * @param staleMillis how old the site's view may be
     */
    record Connected(SiteId site, Epoch epoch, SyncStart start, long staleMillis)
            implements SessionNews {}

    /**
     * There is no connection.
     *
     * @param detail why
     * @param retryIn when the next is tried
     */
    record Disconnected(String detail, Duration retryIn) implements SessionNews {}

    /**
     * The home is another one.
     *
     * @param site which site
     * @param epoch its epoch
     */
    record Moved(SiteId site, Epoch epoch) implements SessionNews {}

    /**
     * The inbox goes on from an earlier place, because the new home has inherited less than was
     * received: what was received beyond it is not in the inbox any more, and is to be dropped.
     * Once it is adopted it comes again at other places.
     *
     * @param to the last place that still stands
     * @param seen the last place that was received
     */
    record RolledBack(SyncKey to, SyncKey seen) implements SessionNews {}

    /**
     * A frame of this client made no sense to the site: a defect of one of them.
     *
     * @param refusal what the site said
     */
    record Complaint(Refusal refusal) implements SessionNews {}

    /**
     * The session has ended, by the caller's wish or because it cannot go on.
     *
     * @param why why
     */
    record Ended(Refusal why) implements SessionNews {}
}
