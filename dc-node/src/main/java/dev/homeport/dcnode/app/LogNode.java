package dev.homeport.dcnode.app;

import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.forward.SiteLogWork;
import dev.homeport.dcnode.forward.adapter.grpc.LeaderConnections;
import dev.homeport.dcnode.home.adapter.file.HomeJournal;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.agent.HolderAgent;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.keeper.EncodedControlAppends;
import dev.homeport.dcnode.keeper.HomeKeeper;
import dev.homeport.dcnode.keeper.LogAndTable;
import dev.homeport.dcnode.keeper.Notice;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.dcnode.report.SiteReporter;
import dev.homeport.dcnode.table.TableFollower;
import dev.homeport.process.app.Configuration;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What every node that holds a replica of its site's log consists of: the replica, the holder of
 * the lease, the keeper of the homes, the newest table, and the port for other nodes. A plain
 * object, so that a whole fleet can run in one JVM. Thread-safe; close once.
 */
final class LogNode implements AutoCloseable {

    /** Name of the log's cursor that says how far the site's view has been applied. */
    static final String VIEW_CURSOR = "view";

    private final SiteConfig config;
    private final Consumer<String> log;
    private final SiteJudge judge;
    private final QuorumQueue queue;
    private final TableSide tables;
    private final HomeNews homeNews = new HomeNews(new SystemClocks());
    private final HolderAgent holder;
    private final Reach reach;
    private final HomeKeeper keeper;
    private final LogAndTable homes;
    private final LeaderWork work;
    private final SiteReporter reporter;
    private final LogNodeServer server;
    private volatile LongSupplier viewPosition = () -> 0;
    private volatile Supplier<Duration> longestSlot = () -> Duration.ZERO;

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Starts a node.
     *
     * @param config what it is told
     * @param rules which rules it keeps to
     * @param stopped hears when the replica stops by itself; must end the process
     * @param failed told once if a part ends by itself; must end the process
     * @param log takes a line for the operator
     */
    LogNode(
            SiteConfig config,
            SiteRules rules,
            StopListener stopped,
            Consumer<Throwable> failed,
            Consumer<String> log)
            throws StartException, IOException, Configuration.InvalidException {
        this.config = config;
        this.log = log;
        try {
            tables = open(new TableSide(config));
            var format = new ProtobufEntryFormat();
            judge = new SiteJudge(format, config.self().site());
            queue = open(RatisQueue.start(replica(), judge, stopped));
            Files.createDirectories(config.store());
            holder =
                    open(new LeaseSide(config, queue.ownStream(), tables.current(), failed, log))
                            .agent();
            var readers = open(Executors.newVirtualThreadPerTaskExecutor());
            var leading =
                    new LeadingLog(
                            queue,
                            holder::mayAcknowledge,
                            readers,
                            homeNews::leaseRetry,
                            rules.lease());
            var own = new OwnNode(queue, leading);
            var others = open(connections());
            work =
                    new SiteLogWork(
                            config.self().node(),
                            queue::leadership,
                            own,
                            others::node,
                            new SystemClocks(),
                            new SharedChance());
            reach = new Reach(otherSites(), System::nanoTime);
            homes = new LogAndTable(queue.ownStream(), tables::current, judge::homes);
            var decisions = open(HomeJournal.begin(config.store().resolve(HomeJournal.NAME), log));
            keeper =
                    open(
                            new HomeKeeper(
                                    queue,
                                    judge::homes,
                                    tables::current,
                                    holder,
                                    new EncodedControlAppends(own, format, InstantSource.system()),
                                    this::appliedPosition,
                                    reach,
                                    new Notice(this::noticeLength, System::nanoTime),
                                    decisions,
                                    log));
            homeNews.onChange(keeper::wake);
            tables.keeper().onNewer(_ -> homeNews.changed());
            judge.onHomesChanged(homeNews::changed);
            holder.onTableFound(tables.keeper());
            holder.start();
            keeper.start();
            tables.follow();
            reporter =
                    new SiteReporter(
                            queue,
                            ReplicaSettings.RESERVE_BYTES,
                            judge::homes,
                            tables::current,
                            holder::held);
            server = open(new LogNodeServer(config, queue, own, reporter));
            server.start();
        } catch (StartException
                | IOException
                | Configuration.InvalidException
                | RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private ReplicaSettings replica() throws Configuration.InvalidException {
        var tls = config.tls();
        return new ReplicaSettings(
                config.logFolder(),
                config.fleet(),
                config.site(),
                config.self().node(),
                config.ownPeers("peers.log-raft"),
                config.preferredLeaders(),
                new TlsFiles(tls.privateKey(), tls.certificate(), tls.authority()),
                config.values()
                        .number(
                                "log.cap.bytes",
                                2 * ReplicaSettings.RESERVE_BYTES,
                                ReplicaSettings.DEFAULT_CAP_BYTES),
                BatchLimits.DEFAULT,
                Timing.SITE);
    }

    private LeaderConnections connections() throws IOException, Configuration.InvalidException {
        var others = config.ownPeers("peers.node-rpc");
        others.keySet().retainAll(config.ownPeers("peers.log-raft").keySet());
        others.remove(config.self().node());
        return new LeaderConnections(
                others, config.tls(), CallLimits.BETWEEN_NODES, config.fleet(), config.site());
    }

    /** The sites that have logs, but this one. */
    private Set<SiteId> otherSites() throws Configuration.InvalidException {
        return config.values().peers("peers.node-rpc").keySet().stream()
                .map(NodeName::site)
                .filter(site -> !site.equals(config.site()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What this log takes of lost sites, by the site: its mirrors' pauses. */
    Map<SiteId, Pause> pauses() {
        return judge.homes().pausesOf(config.site());
    }

    /**
     * How far the site's view is: the cursor in the log is for every node, and behind; a full node
     * knows it itself.
     */
    private long appliedPosition() {
        return Math.max(queue.cursors().getOrDefault(VIEW_CURSOR, 0L), viewPosition.getAsLong());
    }

    private Duration noticeLength() {
        var lease = tables.current().leases().ttlMillis(config.site());
        return Notice.length(longestSlot.get(), Duration.ofMillis(lease));
    }

    /** From now on clients are connected, all of whom may have to go elsewhere within a time. */
    void giveNotice(Supplier<Duration> withinSlot) {
        longestSlot = withinSlot;
    }

    /** From now on this is a full node, which knows itself how far its view is. */
    void isFull(SiteReporter.FullPart part) {
        viewPosition = () -> part.view().get().position();
        reach.tellBy(part.links());
        reporter.isFull(part);
    }

    /** Has somebody told when homes change, by a table or in the log; must not block or throw. */
    void onHomesChanged(Runnable listener) {
        homeNews.onChange(listener);
    }

    /** The view has applied an opening or a closing, which the keeper may be waiting for. */
    void homesApplied() {
        keeper.wake();
    }

    /** This node's part of the log. */
    QuorumQueue queue() {
        return queue;
    }

    /** What is done by whichever node leads the log. */
    LeaderWork work() {
        return work;
    }

    /** Control entries, appended by whichever node leads the log. */
    ControlAppends controlAppends() {
        return new EncodedControlAppends(work, new ProtobufEntryFormat(), InstantSource.system());
    }

    /** Where the homes are. */
    LogAndTable homes() {
        return homes;
    }

    /** The account numbers of this site, as the log tells them. */
    AllocationSnapshot numbers() {
        return judge.numbers(queue.ownStream());
    }

    /** The openings and closings in the log. */
    LogHomes logHomes() {
        return judge.homes();
    }

    /** The newest table. */
    RoutingTable table() {
        return tables.current();
    }

    /** What is wrong with the tables that are offered. */
    Optional<String> tableTrouble() {
        return tables.keeper().trouble();
    }

    /** How the control plane is followed. */
    Optional<TableFollower.Status> tableSource() {
        return tables.source();
    }

    /** The holder of the lease. */
    HolderAgent holder() {
        return holder;
    }

    /** Stops within some seconds. */
    @Override
    public void close() {
        server.drain();
        closeAll();
    }

    private void closeAll() {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                log.accept("a part did not close: " + e);
            }
        }
    }
}
