package dev.homeport.controlplane.app;

import dev.homeport.controlplane.adapter.file.ControlJournal;
import dev.homeport.controlplane.adapter.grpc.ControlServer;
import dev.homeport.controlplane.adapter.grpc.SiteReportCalls;
import dev.homeport.controlplane.adapter.grpc.WitnessStatuses;
import dev.homeport.controlplane.adapter.protobuf.ProtobufRecordFormat;
import dev.homeport.controlplane.adapter.vertx.ControlDoor;
import dev.homeport.controlplane.adapter.vertx.HttpDoors;
import dev.homeport.controlplane.handle.HandleOwners;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.replica.ControlJudge;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.replica.MoveWatch;
import dev.homeport.controlplane.replica.ReplicaStatus;
import dev.homeport.controlplane.replica.SiteWatch;
import dev.homeport.controlplane.replica.TakeoverWatch;
import dev.homeport.controlplane.report.SharedAsks;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A replica of the control plane with its log and its ports, wired together. Thread-safe. */
final class ControlSide implements AutoCloseable {

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final Consumer<String> log;
    private final ControlReplica replica;
    private final SiteWatch sites;

    /**
     * Starts a replica.
     *
     * @param config what it is told
     * @param handles knows whom handles belong to
     * @param onStop hears when the log's replica stops by itself; must end the process
     * @param log takes a line for the operator
     */
    ControlSide(
            CoordinationConfig config,
            HandleOwners handles,
            StopListener onStop,
            Consumer<String> log)
            throws IOException, StartException, InvalidException {
        this.log = log;
        var settings = config.control();
        var beginning =
                new ControlReplica.Beginning(
                        config.name(),
                        config.genesis(),
                        config.accessChange(),
                        number -> settings.group().node(number));
        var rpc = config.values().address("listen.control-rpc");
        var api = config.values().address("listen.control-api");
        try {
            var format = new ProtobufRecordFormat();
            var judge = new ControlJudge(format);
            var queue = open(RatisQueue.start(settings, judge, onStop));
            var witnesses =
                    open(new WitnessStatuses(config.witnesses(), config.tls(), config.fleet()));
            var decisions =
                    open(ControlJournal.begin(config.store().resolve(ControlJournal.NAME), log));
            replica =
                    open(
                            new ControlReplica(
                                    queue,
                                    judge,
                                    format,
                                    beginning,
                                    witnesses,
                                    decisions,
                                    InstantSource.system(),
                                    RandomGenerator.getDefault(),
                                    log));
            replica.start();
            var nodes =
                    open(
                            new SiteReportCalls(
                                    config.siteNodes(), config.tls(), config.fleet(), log));
            var reports = new SharedAsks(nodes);
            sites = open(new Observation(config, nodes, witnesses, log)).watch();
            var watch =
                    open(
                            new MoveWatch(
                                    replica, reports, config.name(), InstantSource.system(), log));
            watch.start();
            var takeovers =
                    open(
                            new TakeoverWatch(
                                    replica,
                                    reports,
                                    sites::health,
                                    config.name(),
                                    decisions,
                                    InstantSource.system(),
                                    log));
            takeovers.start();
            open(new ControlServer(rpc, config.tls(), config.fleet(), replica, sites::sighting));
            open(new HttpDoors())
                    .open(
                            api,
                            config.tls(),
                            new ControlDoor(
                                            config.fleet(),
                                            replica,
                                            handles,
                                            reports,
                                            sites::health,
                                            InstantSource.system())
                                    ::mount);
        } catch (IOException | StartException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.addFirst(part);
        return part;
    }

    ReplicaStatus status() {
        return replica.status();
    }

    /** What this replica sees of sites. */
    Sighting sighting() {
        return sites.sighting();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                log.accept("a part of the control plane did not close: " + e);
            }
        }
    }
}
