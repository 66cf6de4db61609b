package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.util.ArrayList;
import java.util.List;

/**
 * The committed entries of one site's own stream, as consensus in the site makes them: what is in
 * it was fsynced by a majority of the site's replicas and stays. The judging is the product's own
 * {@link EpochLedger}.
 */
final class SiteLogModel {

    /** What an entry says. */
    sealed interface Content {
        record Write(ShardId shard, Epoch epoch) implements Content {}

        record Home(HomeEntry entry) implements Content {}
    }

    /** A committed entry with its verdict. */
    record Committed(long offset, Content content, boolean effective) {}

    private final List<Committed> entries = new ArrayList<>();
    private final EpochLedger ledger;

    SiteLogModel(LeaseRules rules) {
        this.ledger = new EpochLedger(rules);
    }

    EpochLedger ledger() {
        return ledger;
    }

    long size() {
        return entries.size();
    }

    LogMark end() {
        return new LogMark(entries.size(), 31L * entries.size());
    }

    Committed at(long offset) {
        return entries.get((int) offset - 1);
    }

    Committed commit(Content content) {
        var committed = new Committed(entries.size() + 1L, content, judge(ledger, content));
        entries.add(committed);
        return committed;
    }

    /** Steps a ledger, this log's own or one that follows it from afar, and gives the verdict. */
    static boolean judge(EpochLedger ledger, Content content) {
        return switch (content) {
            case Content.Write(var shard, var epoch) -> ledger.isEffective(shard, epoch);
            case Content.Home(HomeEntry.HomeClosed(var closings)) -> {
                closings.forEach(closing -> ledger.closeBelow(closing.shards(), closing.below()));
                yield true;
            }
            case Content.Home(HomeEntry.HomeOpened opened) ->
                    !ledger.open(opened.shards(), opened.epoch()).isEmpty();
        };
    }
}
