package dev.homeport.dcnode.view;

import java.util.List;

/** What was adopted, and how it ended, as the view holds it. Thread-safe. */
public interface AdoptionList {

    /** The most entries of a page. */
    int MOST = 1_000;

    /**
     * A page of the list, in the order of this site's log. Blocks.
     *
     * @param after position behind which it begins: that of the last entry of the page before, 0
     *     for the first
     * @param limit how many at most, up to {@link #MOST}
     * @throws dev.homeport.dcnode.storage.StorageException if the store cannot be reached
     */
    List<AdoptedEntry> page(long after, int limit);
}
