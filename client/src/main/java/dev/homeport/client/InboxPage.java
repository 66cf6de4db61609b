package dev.homeport.client;

import java.util.List;

/**
 * A part of an inbox, in order and without a gap.
 *
 * @param start how the place that it begins at relates to the key that was asked with
 * @param items what comes next
 * @param end the key to ask with next
 * @param more whether there was more
 * @param staleMillis how old the site's view may be
 */
public record InboxPage(
        SyncStart start, List<InboxItem> items, SyncKey end, boolean more, long staleMillis) {

    /** Makes a page. */
    public InboxPage {
        items = List.copyOf(items);
    }
}
