package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;

/**
 * Where an entry stands, in words that mean the same at every site.
 *
 * @param stream the stream: a site's log in one of its incarnations
 * @param offset the entry's number in the stream, from 1
 */
public record EntryAddress(SiteLog stream, long offset) {

    /**
     * Makes an address.
     *
     * @throws IllegalArgumentException if the offset is below 1
     */
    public EntryAddress {
        if (offset < 1) {
            throw new IllegalArgumentException(
                    "offset: " + offset + " in " + stream + " is below 1");
        }
    }

    @Override
    public String toString() {
        return stream + "@" + offset;
    }
}
