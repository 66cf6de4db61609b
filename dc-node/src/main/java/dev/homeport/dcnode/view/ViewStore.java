package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;

/**
 * Where the view is kept. The cursor and the effects of a batch are changed in one transaction,
 * with the cursor's row locked: of two appliers that believe themselves elected only one gets a
 * batch in. Blocks; thread-safe.
 */
public interface ViewStore {

    /**
     * Brings the store's form up to this release's. Additive only; harmless when repeated.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if the store cannot be reached or was
     *     made from another site's log
     */
    void prepare();

    /**
     * The position up to which the view is applied, 0 for nothing.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if the store cannot be reached
     */
    long position();

    /** What became of a batch. */
    sealed interface Result {

        /**
         * It is in.
         *
         * @param undelivered those of the messages that it sent which are not delivered
         * @param arrivals the places that it filled in inboxes
         * @param homesChanged whether it opened or closed homes
         * @param flagged shards that do not go on as the batch says, and are built again
         */
        record Applied(
                List<Undelivered> undelivered,
                List<Arrival> arrivals,
                boolean homesChanged,
                List<Flagged> flagged)
                implements Result {}

        /**
         * Nothing was changed: the view does not stand where the batch begins.
         *
         * @param position where it stands
         */
        record StandsElsewhere(long position) implements Result {}
    }

    /**
     * Applies a batch, as a whole or not at all.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if it is not known whether it is in: ask
     *     for the {@link #position}
     */
    Result apply(ViewBatch batch);

    /**
     * Messages that are not delivered yet, in the order of this site's log: whatever way they took,
     * those of one sender are in the order in which they were sent. None to shards that are built
     * again.
     *
     * @param among the shards of the recipients that are wanted
     * @param limit how many at most
     * @throws dev.homeport.dcnode.storage.StorageException if the store cannot be reached
     */
    List<Undelivered> undelivered(ShardSet among, int limit);
}
