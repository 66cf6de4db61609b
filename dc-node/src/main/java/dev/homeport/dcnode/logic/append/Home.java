package dev.homeport.dcnode.logic.append;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;

/** Who may acknowledge writes of a shard, as this node knows it. */
public sealed interface Home {

    /**
     * This site, and its log has the shard open. A home that leaves as planned is here until the
     * log has closed it.
     *
     * @param epoch the open epoch
     */
    record Here(Epoch epoch) implements Home {}

    /**
     * Another site.
     *
     * @param site which one
     * @param epoch its epoch
     */
    record Elsewhere(SiteId site, Epoch epoch) implements Home {}

    /**
     * This site by the table, but its log has not opened the shard yet; or no table is known.
     *
     * @param reason which of them, in a sentence
     */
    record NotOpen(String reason) implements Home {}
}
