package dev.homeport.dcnode.logic.sync;

import dev.homeport.vocabulary.AccountId;
import java.util.List;

/**
 * Gives clients what comes after the key that they have. Reads this site's view, so it also works
 * where the account is not at home. Blocks: call it from a virtual thread. Thread-safe.
 */
public final class Syncing {

    /** How many messages a page has at most. */
    public static final int MAX_PAGE = 200;

    private final InboxView view;

    /** Makes the service. */
    public Syncing(InboxView view) {
        this.view = view;
    }

    /**
     * Reads the next page of an inbox.
     *
     * @param asked the key that the client has
     * @param limit how many messages at most, 1 to {@value #MAX_PAGE}
     * @throws IllegalArgumentException if the limit is out of range
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read now
     */
    public SyncPage page(AccountId account, SyncKey asked, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException(
                    "limit: " + limit + " is out of range; use 1 to " + MAX_PAGE);
        }
        var start = SyncStart.decide(asked, view.standing(account, asked.epoch()));
        // One more than asked for tells whether there is more.
        var items =
                start.kind() == SyncStart.Kind.BEHIND
                        ? List.<InboxItem>of()
                        : view.after(account, start.from(), limit + 1);
        var more = items.size() > limit;
        var shown = more ? items.subList(0, limit) : items;
        var end = shown.isEmpty() ? start.from() : shown.getLast().key();
        return new SyncPage(start, shown, end, more);
    }
}
