package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.http.RouteDoor;
import dev.homeport.regionrouter.adapter.https.TableFollower;
import dev.homeport.regionrouter.adapter.micrometer.RouteMeters;
import dev.homeport.vocabulary.RoutingTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Joins the router's parts with the container's. */
@ApplicationScoped
class Wiring {

    private static final System.Logger LOG = System.getLogger(Wiring.class.getName());

    private static final long FIRST_LOOK_MILLIS = 1;

    private final RouterParts parts = RegionRouter.parts();
    private final long startedNanos = System.nanoTime();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private String lastProblem = "";

    void hangIn(@Observes Router router, MeterRegistry registry) {
        var meters = new RouteMeters(registry, parts.tables());
        parts.connections().register(registry);
        var settings = parts.settings();
        new RouteDoor(parts.desk(), settings.trust(), parts.access(), meters).mount(router);
    }

    void hangIn(@Observes ManagementInterface management) {
        management
                .router()
                .get("/status")
                .handler(context ->
                        context.response()
                                .putHeader("Content-Type", "application/json")
                                .end(StatusPage.of(parts, startedNanos).toBuffer()));
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        tellProblems();
        parts.follower().ifPresent(TableFollower::start);
        vertx.setPeriodic(
                FIRST_LOOK_MILLIS,
                parts.settings().tablePollMillis(),
                timer -> {
                    // One that takes long is not overtaken, and none queues up behind it.
                    if (refreshing.compareAndSet(false, true)) {
                        vertx.executeBlocking(this::refresh, false)
                                .onComplete(done -> refreshing.set(false));
                    }
                });
    }

    void stop(@Observes ShutdownEvent event) {
        LOG.log(System.Logger.Level.INFO, "draining");
        parts.follower().ifPresent(TableFollower::close);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck routingTable() {
        return () -> {
            var table = parts.tables().current();
            var answer = HealthCheckResponse.named("routing-table").status(table.isPresent());
            table.map(RoutingTable::version).ifPresent(v -> answer.withData("version", v));
            parts.problem().ifPresent(p -> answer.withData("problem", p));
            return answer.build();
        };
    }

    private Object refresh() {
        parts.refresh();
        tellProblems();
        return parts;
    }

    /** Tells each problem once, and when it is over. */
    private synchronized void tellProblems() {
        var problem = parts.problem().orElse("");
        if (!problem.equals(lastProblem)) {
            LOG.log(
                    problem.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    problem.isEmpty() ? "the routing table is well again" : problem);
            lastProblem = problem;
        }
    }
}
