package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;

/** Hears what the view has taken in, once it is committed. Called by one thread; must not block. */
public interface ViewListener {

    /**
     * Homes were opened or closed, of this site or of others, and the view shows everything in
     * front of that. What waits in shards that are at home here now is told next.
     */
    void homesChanged();

    /**
     * Something may wait that is older than what was told last, and was never told. All that waits
     * is told next, before anything that is sent later.
     */
    default void olderMayWait() {}

    /** These messages were sent and wait for their place in an inbox, in the order of the log. */
    void undelivered(List<Undelivered> messages);

    /** These, the oldest first, still wait; told now and then, for what was not taken on. */
    void stillUndelivered(List<Undelivered> messages);

    /** These places were filled in inboxes. */
    void arrived(List<Arrival> arrivals);

    /** What was shown of these shards is not to be relied on any more: they are built again. */
    default void flagged(ShardSet shards) {}

    /**
     * These shards were built again from the log and are shown again, to their own accounts and to
     * those to whom they have written.
     */
    default void rebuilt(ShardSet shards) {}
}
