package dev.homeport.dcnode.home.lease;

import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;

/**
 * A witness's answer to an ask. An ask that was parked is answered more than once.
 *
 * @param witness who answers
 * @param holder whom it answers
 * @param sequence number of the ask
 * @param number what the witness had persisted when it answered
 * @param outcome what the answer is
 */
public record LeaseAnswer(
        SiteId witness, HolderId holder, long sequence, StoreNumber number, Outcome outcome) {

    /** This answer with the number of the state that was persisted ahead of it. */
    public LeaseAnswer numbered(StoreNumber persisted) {
        return new LeaseAnswer(witness, holder, sequence, persisted, outcome);
    }

    /** What a witness answers. */
    public sealed interface Outcome {}

    /**
     * A grant, perhaps of nothing.
     *
     * @param shards the shards that are granted
     * @param blocked the shards that another site's footprint still covers
     * @param ttlMillis length of the grant in milliseconds, counted from the ask's send time
     * @param headroom how many entries past the ask's floor the holder may acknowledge
     */
    public record Granted(ShardSet shards, ShardSet blocked, long ttlMillis, long headroom)
            implements Outcome {}

    /**
     * A refusal: the ask stood on an older table.
     *
     * @param table the newer one
     */
    public record NewerTable(RoutingTable table) implements Outcome {}

    /** A refusal: the witness has come back and does not grant yet. */
    public record NotReady() implements Outcome {}

    /**
     * A refusal that time does not mend, such as another fleet's table or two tables of one
     * version.
     *
     * @param reason what is wrong, for an operator
     */
    public record Refused(String reason) implements Outcome {}
}
