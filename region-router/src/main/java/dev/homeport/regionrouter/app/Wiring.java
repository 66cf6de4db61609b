package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.http.RouteDoor;
import dev.homeport.regionrouter.adapter.micrometer.RouteMeters;
import dev.homeport.vocabulary.RoutingTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Joins the router's parts with the container's. */
@ApplicationScoped
class Wiring {

    private static final System.Logger LOG = System.getLogger(Wiring.class.getName());

    private final RouterParts parts = RegionRouter.parts();
    private String lastProblem = "";

    void hangIn(@Observes Router router, MeterRegistry registry) {
        var meters = new RouteMeters(registry, parts.tables());
        var settings = parts.settings();
        new RouteDoor(parts.desk(), settings.trust(), settings.accessBySite(), meters)
                .mount(router);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        tellProblems();
        vertx.setPeriodic(
                parts.settings().tablePollMillis(),
                timer -> vertx.executeBlocking(this::refreshTable, true));
    }

    void stop(@Observes ShutdownEvent event) {
        LOG.log(System.Logger.Level.INFO, "draining");
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck routingTable() {
        return () -> {
            var table = parts.tables().current();
            var answer = HealthCheckResponse.named("routing-table").status(table.isPresent());
            table.map(RoutingTable::version).ifPresent(v -> answer.withData("version", v));
            parts.tables().problem().ifPresent(p -> answer.withData("problem", p));
            return answer.build();
        };
    }

    private Object refreshTable() {
        parts.tables().refresh();
        tellProblems();
        return parts.tables();
    }

    /** Tells each problem once, and when it is over. */
    private synchronized void tellProblems() {
        var problem = parts.tables().problem().orElse("");
        if (!problem.equals(lastProblem)) {
            LOG.log(
                    problem.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    problem.isEmpty() ? "the routing table is well again" : problem);
            lastProblem = problem;
        }
    }
}
