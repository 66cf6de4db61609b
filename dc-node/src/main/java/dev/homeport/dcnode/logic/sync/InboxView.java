package dev.homeport.dcnode.logic.sync;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.util.List;

/**
 * The inboxes as this site's view shows them. Blocks: call it from a virtual thread. Thread-safe.
 */
public interface InboxView {

    /**
     * What decides where a client goes on.
     *
     * @param opening the latest opening of the account's shard that the view has applied
     * @param lastAtOrBelow the last place of the epoch that was asked for or an earlier one
     * @param rebuilding whether the inbox is being built again, so that it cannot be told from
     */
    record Standing(Epoch opening, SyncKey lastAtOrBelow, boolean rebuilding) {

        /** Where an inbox stands that can be told from. */
        public Standing(Epoch opening, SyncKey lastAtOrBelow) {
            this(opening, lastAtOrBelow, false);
        }
    }

    /**
     * Looks up where an inbox stands.
     *
     * @param epoch the epoch of the client's key
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read now
     */
    Standing standing(AccountId account, Epoch epoch);

    /**
     * Reads the places after a key, in order. A place whose message has not arrived here yet ends
     * the answer, so that there is never a gap.
     *
     * @param limit how many at most
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read now
     */
    List<InboxItem> after(AccountId account, SyncKey key, int limit);
}
