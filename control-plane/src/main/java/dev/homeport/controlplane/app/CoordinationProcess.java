package dev.homeport.controlplane.app;

import dev.homeport.controlplane.app.CoordinationConfig.Role;
import dev.homeport.controlplane.handle.HandleOwners;
import dev.homeport.controlplane.replica.ReplicaStatus;
import dev.homeport.coordinator.app.CoordinatorNode;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.process.app.FormatOrder;
import dev.homeport.process.app.ManagementServer;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that a coordination process is, by its roles. Thread-safe; close once. */
final class CoordinationProcess implements AutoCloseable {

    private final CoordinationConfig config;
    private final Consumer<String> log;
    private final long startedNanos = System.nanoTime();
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Optional<CoordinatorNode> coordinator = Optional.empty();
    private Optional<ControlSide> control = Optional.empty();
    private Optional<ManagementServer> management = Optional.empty();

    private CoordinationProcess(CoordinationConfig config, Consumer<String> log) {
        this.config = config;
        this.log = log;
    }

    /**
     * Makes the stores of all parts if there is an order to.
     *
     * @return whether anything was formatted
     * @throws InvalidException if the order is another fleet's, or a key is missing or wrong
     * @throws StartException if a store was formatted as something else
     * @throws IOException if a store cannot be written; the order still stands
     */
    static boolean format(CoordinationConfig config)
            throws InvalidException, StartException, IOException {
        var order = FormatOrder.find(config.store(), config.fleet());
        if (order.isEmpty()) {
            return false;
        }
        Files.createDirectories(config.store());
        if (config.is(Role.COORDINATOR)) {
            CoordinatorNode.format(config.coordinator());
        }
        if (config.is(Role.CONTROL)) {
            var settings = config.control();
            StoreFolder.formatOnce(settings.folder(), settings.genesis());
        }
        order.get().done();
        return true;
    }

    /**
     * Starts a process.
     *
     * @param onStop hears when a part stops by itself; must end the process
     * @param log takes a line for the operator
     * @throws StartException if a store or the configuration is refused
     * @throws IOException if an address cannot be had or the TLS files cannot be used
     */
    static CoordinationProcess start(
            CoordinationConfig config, StopListener onStop, Consumer<String> log)
            throws InvalidException, StartException, IOException {
        var process = new CoordinationProcess(config, log);
        try {
            process.open(onStop);
            return process;
        } catch (InvalidException | StartException | IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void open(StopListener onStop) throws InvalidException, StartException, IOException {
        if (config.is(Role.COORDINATOR)) {
            var settings = config.coordinator();
            if (!CoordinatorNode.isFormatted(settings)) {
                throw new StartException(
                        StopReason.WRONG_STORE,
                        "store.folder: "
                                + settings.folder()
                                + " was never formatted and there is no order to; put the disk"
                                + " back, or add this voter as a new one");
            }
            var node = opened(CoordinatorNode.start(settings, onStop));
            CoordinationMetrics.register(metrics, node);
            coordinator = Optional.of(node);
        }
        if (config.is(Role.CONTROL)) {
            var side = opened(new ControlSide(config, handles(), onStop, log));
            CoordinationMetrics.register(metrics, side);
            control = Optional.of(side);
        }
        management =
                Optional.of(
                        opened(
                                new ManagementServer(
                                        config.management(),
                                        new ManagementServer.Health(
                                                Optional::empty, this::ready, Optional::empty),
                                        metrics,
                                        this::status)));
    }

    private HandleOwners handles() throws InvalidException {
        var hashes = config.claimHashes();
        return coordinator.isPresent() && !hashes.isEmpty()
                ? new CoordinatorHandles(coordinator.get(), hashes)
                : HandleOwners.none();
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.addFirst(part);
        return part;
    }

    private Optional<String> ready() {
        return Stream.of(
                        coordinator.flatMap(CoordinationProcess::trouble),
                        control.flatMap(side -> trouble(side.status())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> trouble(CoordinatorNode node) {
        return node.status().leader().isPresent()
                ? Optional.empty()
                : Optional.of("the coordinator has no leader");
    }

    /** A replica that has not caught up yet has nothing to serve. */
    private static Optional<String> trouble(ReplicaStatus replica) {
        return replica.trouble()
                .or(() ->
                        replica.tableVersion() > 0
                                ? Optional.empty()
                                : Optional.of("the control plane has no table yet"));
    }

    private JsonObject status() {
        var upMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        var page = StatusPage.process(config, upMillis);
        coordinator.ifPresent(
                node -> page.put("coordinator", StatusPage.coordinator(node.status())));
        control.ifPresent(
                side -> page.put("control", StatusPage.control(side.status(), side.sighting())));
        return page;
    }

    /** From now on it is not ready, because it stops. */
    void stopping() {
        management.ifPresent(ManagementServer::stopping);
    }

    /** Stops within some seconds, the parts in the opposite order of their start. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                log.accept("a part did not close: " + e);
            }
        }
    }
}
