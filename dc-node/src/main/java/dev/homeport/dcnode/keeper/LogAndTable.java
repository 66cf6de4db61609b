package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.opening.PlannedLeave;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the homes are, as the newest table and this site's log say together: this site is home of a
 * shard once its log has opened it at the epoch of the table, and, when the shard leaves as
 * planned, until its log has closed it. Thread-safe.
 */
public final class LogAndTable implements Homes {

    private final SiteLog own;
    private final Supplier<RoutingTable> tables;
    private final Supplier<LogHomes> log;
    private volatile Open open;

    /** The shards that are open here, and what that was worked out from. */
    private record Open(long version, LogHomes log, ShardSet shards) {}

    /**
     * Makes the answers of a node.
     *
     * @param own this site's stream
     * @param tables the newest table
     * @param log the openings and closings in the log
     */
    public LogAndTable(SiteLog own, Supplier<RoutingTable> tables, Supplier<LogHomes> log) {
        this.own = own;
        this.tables = tables;
        this.log = log;
        this.open = workedOut(tables.get(), log.get());
    }

    @Override
    public Home homeOf(ShardId shard) {
        var table = tables.get();
        var home = table.homeOf(shard);
        var epoch = table.epochOf(shard);
        if (!home.equals(own.site())) {
            var open = stillOpen(shard, table, log.get());
            return open.equals(Epoch.NONE) ? new Home.Elsewhere(home, epoch) : new Home.Here(open);
        }
        return ledger(log.get()).openEpoch(shard).equals(epoch)
                ? new Home.Here(epoch)
                : new Home.NotOpen(
                        "shard "
                                + shard
                                + " is at home here at epoch "
                                + epoch
                                + ", but this site's log has not opened it yet");
    }

    @Override
    public Optional<Home.Elsewhere> nextHomeOf(ShardId shard) {
        var table = tables.get();
        return stillOpen(shard, table, log.get()).equals(Epoch.NONE)
                ? Optional.empty()
                : Optional.of(new Home.Elsewhere(table.homeOf(shard), table.epochOf(shard)));
    }

    /** The epoch at which a shard is open here that leaves as planned, else none. */
    private Epoch stillOpen(ShardId shard, RoutingTable table, LogHomes homes) {
        var open = ledger(homes).openEpoch(shard);
        // Most shards that are at home elsewhere are closed here.
        return open.equals(Epoch.NONE) || PlannedLeave.of(own.site(), table.chainOf(shard))
                ? open
                : Epoch.NONE;
    }

    @Override
    public ShardSet openHere() {
        var table = tables.get();
        var homes = log.get();
        var last = open;
        if (last.version() != table.version() || last.log() != homes) {
            last = workedOut(table, homes);
            open = last;
        }
        return last.shards();
    }

    private Open workedOut(RoutingTable table, LogHomes homes) {
        var ledger = ledger(homes);
        var shards = ShardSet.none();
        for (var allotment : table.allotments()) {
            if (allotment.home().equals(own.site())) {
                shards = shards.union(openAt(allotment, ledger));
            } else if (PlannedLeave.of(own.site(), allotment.chain())) {
                shards = shards.union(openAtAll(allotment, ledger));
            }
        }
        return new Open(table.version(), homes, shards);
    }

    private static ShardSet openAt(Allotment allotment, EpochLedger ledger) {
        return allotment
                .shards()
                .filter(shard -> ledger.openEpoch(new ShardId(shard)).equals(allotment.epoch()));
    }

    private static ShardSet openAtAll(Allotment allotment, EpochLedger ledger) {
        return allotment
                .shards()
                .filter(shard -> !ledger.openEpoch(new ShardId(shard)).equals(Epoch.NONE));
    }

    private EpochLedger ledger(LogHomes homes) {
        return homes.of(own).ledger();
    }
}
