package dev.homeport.controlplane.app;

import dev.homeport.controlplane.adapter.grpc.ControlServer;
import dev.homeport.controlplane.adapter.grpc.WitnessStatuses;
import dev.homeport.controlplane.adapter.protobuf.ProtobufRecordFormat;
import dev.homeport.controlplane.adapter.vertx.ControlDoor;
import dev.homeport.controlplane.adapter.vertx.HttpDoors;
import dev.homeport.controlplane.adapter.vertx.ManagementDoor;
import dev.homeport.controlplane.replica.ControlJudge;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A replica of the control plane with all that it needs, wired together. */
final class CoordinationProcess implements AutoCloseable {

    private static final String ROLE = "control";
    private static final String ORDER = "format.order";

    private final CoordinationConfig config;
    private final long startedNanos = System.nanoTime();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ControlReplica replica;

    private CoordinationProcess(
            CoordinationConfig config, StopListener onStop, Consumer<String> log)
            throws IOException, StartException {
        this.config = config;
        var settings = settings(config);
        try {
            var format = new ProtobufRecordFormat();
            var judge = new ControlJudge(format);
            var queue = opened(RatisQueue.start(settings, judge, onStop));
            var witnesses =
                    opened(new WitnessStatuses(config.witnesses(), config.tls(), config.fleet()));
            this.replica =
                    opened(
                            new ControlReplica(
                                    queue,
                                    judge,
                                    format,
                                    new ControlReplica.Beginning(
                                            "control " + config.self(),
                                            config.genesis(),
                                            config.accessChange(),
                                            number -> settings.group().node(number)),
                                    witnesses,
                                    InstantSource.system(),
                                    RandomGenerator.getDefault(),
                                    log));
            replica.start();
            opened(new ControlServer(config.listenRpc(), config.tls(), config.fleet(), replica));
            var doors = opened(new HttpDoors());
            var door = new ControlDoor(config.fleet(), replica);
            doors.open(config.listenApi(), Optional.of(config.tls()), door::mount);
            var management = new ManagementDoor(this::ready, this::status, figures(replica));
            doors.open(config.listenManagement(), Optional.empty(), management::mount);
        } catch (IOException | StartException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static ReplicaSettings settings(CoordinationConfig config) {
        return ReplicaSettings.acrossSites(
                config.store().resolve(ROLE),
                config.fleet(),
                ROLE,
                config.self(),
                config.raftPeers(),
                config.tls());
    }

    /**
     * Carries out the one-time order to format, if there is one, and starts.
     *
     * @param onStop hears when the log's replica stops by itself; must end the process
     * @param log takes a line for the operator
     * @throws StartException if the store is refused
     * @throws IOException if the disk fails or an address cannot be had
     */
    static CoordinationProcess start(
            CoordinationConfig config, StopListener onStop, Consumer<String> log)
            throws IOException, StartException {
        carryOutOrder(config, log);
        return new CoordinationProcess(config, onStop, log);
    }

    private static void carryOutOrder(CoordinationConfig config, Consumer<String> log)
            throws IOException, StartException {
        var order = config.folder().resolve(ORDER);
        if (!Files.exists(order)) {
            return;
        }
        var ordered = Files.readString(order).strip();
        if (!ordered.equals(config.fleet().toString())) {
            throw new StartException(
                    StopReason.WRONG_STORE,
                    "order: "
                            + order
                            + " is of another fleet than "
                            + config.fleet()
                            + "; take it away, or correct the configuration");
        }
        var settings = settings(config);
        StoreFolder.formatOnce(settings.folder(), settings.genesis());
        Files.delete(order);
        try (var folder = FileChannel.open(config.folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        log.accept("formatted " + settings.folder() + " as ordered");
    }

    private Map<String, Optional<String>> ready() {
        return Map.of(ROLE, replica.status().trouble());
    }

    private Map<String, Object> status() {
        var now = replica.status();
        var control = new LinkedHashMap<String, Object>();
        control.put("leading", now.leading());
        control.put("leader", now.leader().map(Object::toString).orElse(null));
        control.put("lastPosition", now.lastPosition());
        control.put("tableVersion", now.tableVersion());
        control.put("trouble", now.trouble().orElse(null));
        var status = new LinkedHashMap<String, Object>();
        status.put("process", config.self().site() + "-coordinator-" + config.self().node());
        status.put("site", config.self().site().name());
        status.put("node", config.self().node());
        status.put("fleet", config.fleet().toString());
        status.put("upMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        status.put("pid", ProcessHandle.current().pid());
        status.put(ROLE, control);
        return status;
    }

    private static PrometheusMeterRegistry figures(ControlReplica replica) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gauge.builder("homeport.control.leading", replica, r -> r.status().leading() ? 1 : 0)
                .description("1 while this replica decides")
                .register(registry);
        Gauge.builder("homeport.control.position", replica, r -> r.status().lastPosition())
                .description("Position of the last entry applied on this replica")
                .register(registry);
        Gauge.builder(
                        "homeport.routing.table.version",
                        replica,
                        r -> r.status().tableVersion())
                .description("Version of the newest routing table recorded; 0 before the first")
                .register(registry);
        return registry;
    }

    /** Stops within some seconds, the parts in the opposite order of their start. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("a part did not close in good order: " + e);
            }
        }
    }
}
