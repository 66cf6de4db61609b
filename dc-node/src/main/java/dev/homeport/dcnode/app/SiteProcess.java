package dev.homeport.dcnode.app;

import dev.homeport.dcnode.app.SiteConfig.Role;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.report.SiteReporter;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.Logging;
import dev.homeport.process.app.ManagementServer;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that one process of a site is, by its roles. Thread-safe; close once. */
final class SiteProcess implements AutoCloseable {

    private final SiteConfig config;
    private final SiteRules rules;
    private final long startedNanos;
    private final SystemClocks clocks = new SystemClocks();
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Optional<WitnessProcess> witness = Optional.empty();
    private Optional<LogNode> log = Optional.empty();
    private Optional<SiteLinks> links = Optional.empty();
    private Optional<IdsSide> ids = Optional.empty();
    private Optional<FullNode> full = Optional.empty();
    private Optional<ManagementServer> management = Optional.empty();

    private SiteProcess(SiteConfig config, SiteRules rules) {
        this.config = config;
        this.rules = rules;
        this.startedNanos = clocks.read().monotonicNanos();
    }

    /**
     * Starts a process.
     *
     * @param rules {@link SiteRules#ALL}, but in tests
     * @param stopped hears when the log's replica stops by itself; must end the process
     * @param failed told once if a part ends by itself; must end the process
     */
    static SiteProcess start(
            SiteConfig config, SiteRules rules, StopListener stopped, Consumer<Throwable> failed)
            throws StartException,
                    IOException,
                    Configuration.InvalidException,
                    WitnessProcess.StartException {
        var process = new SiteProcess(config, rules);
        try {
            process.open(stopped, failed);
            return process;
        } catch (StartException
                | IOException
                | Configuration.InvalidException
                | WitnessProcess.StartException
                | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void open(StopListener stopped, Consumer<Throwable> failed)
            throws StartException,
                    IOException,
                    Configuration.InvalidException,
                    WitnessProcess.StartException {
        if (config.is(Role.WITNESS)) {
            var its = opened(WitnessProcess.start(config.witness(), Logging::info, failed));
            its.health().register(metrics, config.site());
            witness = Optional.of(its);
        }
        if (config.holdsReplica()) {
            var node = opened(new LogNode(config, rules, stopped, failed, Logging::info));
            NodeMetrics.register(metrics, node);
            log = Optional.of(node);
            if (config.is(Role.FULL)) {
                var pulling = opened(new SiteLinks(config, rules, node, failed, Logging::info));
                links = Optional.of(pulling);
                var its = opened(full(node));
                its.register(metrics);
                full = Optional.of(its);
                node.isFull(
                        new SiteReporter.FullPart(
                                its::view,
                                pulling::status,
                                its::digests,
                                () -> its.adoption().account()));
            }
        }
        var server =
                opened(
                        new ManagementServer(
                                config.management(),
                                new ManagementServer.Health(
                                        this::live, this::ready, Optional::empty),
                                metrics,
                                this::status));
        full.ifPresent(its ->
                server.tellBy(AdoptedPage.PATH, query -> AdoptedPage.of(its.adopted(), query)));
        management = Optional.of(server);
    }

    private FullNode full(LogNode node) throws IOException, Configuration.InvalidException {
        if (!IdsSide.isConfigured(config)) {
            var coordinator = new NoCoordinator();
            return new FullNode(config, rules, node, coordinator, coordinator, Logging::info);
        }
        var its = opened(new IdsSide(config, node));
        ids = Optional.of(its);
        return new FullNode(config, rules, node, its.ids(), its.claims(), Logging::info);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private Optional<String> live() {
        return witness.flatMap(its -> its.health().live());
    }

    private Optional<String> ready() {
        return Stream.of(
                        witness.flatMap(its -> its.health().ready()),
                        log.flatMap(SiteProcess::notReady),
                        full.flatMap(FullNode::notReady))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> notReady(LogNode node) {
        var leadership = node.queue().leadership();
        return leadership.leader().isEmpty() && !leadership.leading()
                ? Optional.of("the site's log has no leader")
                : Optional.empty();
    }

    private JsonObject status() {
        var upNanos = clocks.read().monotonicNanos() - startedNanos;
        var page = StatusPage.process(config, TimeUnit.NANOSECONDS.toMillis(upNanos));
        log.ifPresent(node ->
                page.put("log", StatusPage.log(node))
                        .put("table", StatusPage.table(node))
                        .put("lease", StatusPage.lease(node, config)));
        links.ifPresent(its -> page.put("links", its.toJson()));
        full.ifPresent(its -> {
            page.put("view", StatusPage.view(its.view()));
            page.put("adoption", StatusPage.adoption(its.adoption()));
        });
        ids.ifPresent(its -> page.put("ids", StatusPage.ids(its)));
        witness.ifPresent(its -> page.put("witness", its.health().toJson()));
        return page;
    }

    /** From now on it is not ready, because it stops. */
    void stopping() {
        management.ifPresent(ManagementServer::stopping);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                Logging.info("a part did not close: " + e);
            }
        }
    }
}
