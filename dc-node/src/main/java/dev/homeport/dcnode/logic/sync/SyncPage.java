package dev.homeport.dcnode.logic.sync;

import java.util.List;

/**
 * A part of an inbox.
 *
 * @param start where it begins
 * @param items what comes next, in order and without a gap
 * @param end the key to ask with next
 * @param more whether there was more when it was read
 */
public record SyncPage(SyncStart start, List<InboxItem> items, SyncKey end, boolean more) {

    /** Makes a page. */
    public SyncPage {
        items = List.copyOf(items);
    }
}
