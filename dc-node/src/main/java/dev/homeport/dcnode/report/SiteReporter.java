package dev.homeport.dcnode.report;

import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.keeper.AppliedStreams;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts the report of a node together. A report is no snapshot: its parts are some microseconds
 * apart, and each of them only ever lags. Reads the log, so it may touch the disk. Thread-safe.
 */
public final class SiteReporter {

    private final QuorumQueue queue;
    private final long reserveBytes;
    private final Supplier<LogHomes> homes;
    private final Supplier<RoutingTable> tables;
    private final Function<RoutingTable, ShardSet> leased;
    private final AppliedStreams streams;
    private final AppliedStreams searched;
    private volatile Optional<FullPart> full = Optional.empty();

    /**
     * Where the part of a full node comes from.
     *
     * @param view how the view stands to the log
     * @param links how each link is doing
     * @param digests what the view holds of some shards; blocks
     * @param adoption what no home had inherited, and what became of it
     */
    public record FullPart(
            Supplier<ViewStatus> view,
            Supplier<List<LinkStatus>> links,
            Function<ShardSet, Digests> digests,
            Supplier<OrphanAccount.Account> adoption) {}

    /**
     * Makes the reporter of a node.
     *
     * @param queue this node's part of the log
     * @param reserveBytes how much of the log's cap ordinary entries may not use
     * @param homes the openings and closings in it
     * @param tables the newest table
     * @param leased the shards for which this node holds the lease
     */
    public SiteReporter(
            QuorumQueue queue,
            long reserveBytes,
            Supplier<LogHomes> homes,
            Supplier<RoutingTable> tables,
            Function<RoutingTable, ShardSet> leased) {
        this.queue = queue;
        this.reserveBytes = reserveBytes;
        this.homes = homes;
        this.tables = tables;
        this.leased = leased;
        this.streams = new AppliedStreams(queue);
        this.searched = new AppliedStreams(queue);
    }

    /** From now on the node is a full one. */
    public void isFull(FullPart part) {
        full = Optional.of(part);
    }

    /**
     * The report of this moment.
     *
     * @throws dev.homeport.quorumqueue.QueueException if the log cannot be read
     */
    public SiteReport report() {
        var table = tables.get();
        var ledger = homes.get().of(queue.ownStream()).ledger();
        var log = queue.status();
        var leading = log.leadership().leading();
        var ends = new TreeMap<SiteLog, Long>();
        log.streams().forEach(end -> ends.put(end.stream(), end.lastOffset()));
        return new SiteReport(
                queue.ownStream(),
                queue.node(),
                leading,
                table.version(),
                ledger.byOpenEpoch(),
                ledger.byNextEpoch(),
                leading ? leased.apply(table) : ShardSet.none(),
                ends,
                Math.max(0, log.capBytes() - reserveBytes - log.logBytes()),
                full.map(this::report));
    }

    /**
     * What the node's view holds of some shards; nothing without a view. Blocks.
     *
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read
     */
    public Optional<Digests> digests(ShardSet shards) {
        return full.map(part -> part.digests().apply(shards));
    }

    private SiteReport.Full report(FullPart part) {
        var view = part.view().get();
        var adoption = part.adoption().get();
        return new SiteReport.Full(
                streams.upTo(view.position()),
                view,
                part.links().get(),
                adoption,
                searched.upTo(adoption.searched()));
    }
}
