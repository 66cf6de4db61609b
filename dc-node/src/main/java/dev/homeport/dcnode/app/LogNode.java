package dev.homeport.dcnode.app;

import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.forward.SiteLogWork;
import dev.homeport.dcnode.forward.adapter.grpc.LeaderConnections;
import dev.homeport.dcnode.forward.adapter.grpc.LeaderEndpoint;
import dev.homeport.dcnode.forward.adapter.grpc.NodeServer;
import dev.homeport.dcnode.home.adapter.file.TableFile;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.agent.HolderAgent;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.keeper.EncodedControlAppends;
import dev.homeport.dcnode.keeper.HomeKeeper;
import dev.homeport.dcnode.keeper.LogAndTable;
import dev.homeport.dcnode.link.adapter.grpc.LinkEndpoint;
import dev.homeport.dcnode.link.adapter.grpc.LinkLimits;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.dcnode.table.TableFollower;
import dev.homeport.dcnode.table.TableKeeper;
import dev.homeport.dcnode.table.adapter.grpc.ControlReplicas;
import dev.homeport.process.app.Configuration;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What every node that holds a replica of its site's log consists of: the replica, the holder of
 * the lease, the keeper of the homes, the newest table, and the port for other nodes. A plain
 * object, so that a whole fleet can run in one JVM. Thread-safe; close once.
 */
final class LogNode implements AutoCloseable {

    /** Name of the log's cursor that says how far the site's view has been applied. */
    static final String VIEW_CURSOR = "view";

    private static final long DRAIN_MILLIS = 2_000;

    private final SiteConfig config;
    private final Consumer<String> log;
    private final SiteJudge judge;
    private final QuorumQueue queue;
    private final TableKeeper tables;
    private final Optional<TableFollower> tableFollower;
    private final HolderAgent holder;
    private final HomeKeeper keeper;
    private final LogAndTable homes;
    private final LeaderWork work;
    private final NodeServer server;

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Starts a node.
     *
     * @param config what it is told
     * @param stopped hears when the replica stops by itself; must end the process
     * @param failed told once if a part ends by itself; must end the process
     * @param log takes a line for the operator
     */
    LogNode(
            SiteConfig config,
            StopListener stopped,
            Consumer<Throwable> failed,
            Consumer<String> log)
            throws StartException, IOException, Configuration.InvalidException {
        this.config = config;
        this.log = log;
        try {
            var file = TableFile.open(config.tableFile(), config.fleet());
            tables = new TableKeeper(file.read(), file);
            var format = new ProtobufEntryFormat();
            judge = new SiteJudge(format, config.self().site());
            queue = open(RatisQueue.start(replica(), judge, stopped));
            Files.createDirectories(config.store());
            holder =
                    open(new LeaseSide(config, queue.ownStream(), tables.current(), failed, log))
                            .agent();
            var readers = open(Executors.newVirtualThreadPerTaskExecutor());
            var own = new OwnNode(queue, new LeadingLog(queue, holder::mayAcknowledge, readers));
            var others = open(connections());
            work =
                    new SiteLogWork(
                            config.self().node(),
                            queue::leadership,
                            own,
                            others::node,
                            new SystemClocks(),
                            new SharedChance());
            homes = new LogAndTable(queue.ownStream(), tables::current, judge::homes);
            keeper =
                    open(
                            new HomeKeeper(
                                    queue,
                                    judge::homes,
                                    tables::current,
                                    holder,
                                    new EncodedControlAppends(own, format, InstantSource.system()),
                                    () -> queue.cursors().getOrDefault(VIEW_CURSOR, 0L),
                                    log));
            holder.onTableFound(tables);
            holder.start();
            keeper.start();
            tableFollower = followTables();
            server = open(server(own));
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

    private Optional<TableFollower> followTables()
            throws IOException, Configuration.InvalidException {
        if (config.values().optional("peers.control-rpc").isEmpty()) {
            return Optional.empty();
        }
        var replicas = new ArrayList<ControlReplicas.Replica>();
        config.values()
                .peers("peers.control-rpc")
                .forEach((node, at) ->
                        replicas.add(new ControlReplicas.Replica(node.site(), node.node(), at)));
        var connections =
                open(
                        new ControlReplicas(
                                replicas,
                                config.site(),
                                config.fleet(),
                                config.tls(),
                                CallLimits.USUAL));
        var follower =
                open(
                        new TableFollower(
                                connections.sources(),
                                tables::current,
                                tables,
                                new SystemClocks()::read,
                                new SharedChance()));
        follower.start();
        return Optional.of(follower);
    }

    private NodeServer server(LeaderWork own) throws IOException, Configuration.InvalidException {
        var leader = new LeaderEndpoint(config.site(), own);
        var links =
                open(
                        new LinkEndpoint(
                                config.fleet(),
                                Set.copyOf(config.sites()),
                                queue,
                                new SystemClocks(),
                                LinkLimits.USUAL));
        var address = config.values().address("listen.node-rpc");
        try {
            return new NodeServer(
                    address,
                    config.tls(),
                    CallLimits.BETWEEN_NODES,
                    config.fleet(),
                    List.of(leader, links));
        } catch (BindException e) {
            throw new IOException("listen.node-rpc: " + address + ": " + e.getMessage(), e);
        }
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
        return tables.trouble();
    }

    /** How the control plane is followed. */
    Optional<TableFollower.Status> tableSource() {
        return tableFollower.map(TableFollower::status);
    }

    /** The holder of the lease. */
    HolderAgent holder() {
        return holder;
    }

    /** Stops within some seconds. */
    @Override
    public void close() {
        server.drain(DRAIN_MILLIS);
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
