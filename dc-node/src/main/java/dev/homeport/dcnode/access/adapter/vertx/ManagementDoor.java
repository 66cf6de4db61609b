package dev.homeport.dcnode.access.adapter.vertx;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health and metrics of a process: {@code /health/live}, {@code /health/ready}, {@code
 * /health/started} (200 or 503, with the reason) and {@code /metrics}. Thread-safe.
 */
public final class ManagementDoor {

    /**
     * What a process says of itself; each gives the trouble, empty when all is well.
     *
     * @param live trouble that only a restart mends
     * @param ready trouble because of which no client should be sent here now
     * @param started why it has not finished starting
     */
    public record Health(
            Supplier<Optional<String>> live,
            Supplier<Optional<String>> ready,
            Supplier<Optional<String>> started) {}

    private final Health health;
    private final PrometheusMeterRegistry metrics;

    /** Makes the door. */
    public ManagementDoor(Health health, PrometheusMeterRegistry metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    /** Mounts the paths. */
    public void mount(Router router) {
        router.get("/health/live").handler(context -> tell(context, "live", health.live().get()));
        router.get("/health/ready")
                .handler(context -> tell(context, "ready", health.ready().get()));
        router.get("/health/started")
                .handler(context -> tell(context, "started", health.started().get()));
        router.get("/metrics")
                .handler(context ->
                        context.response()
                                .putHeader(
                                        "Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(metrics.scrape()));
    }

    private static void tell(RoutingContext context, String name, Optional<String> trouble) {
        var check = new JsonObject().put("name", name).put("status", word(trouble));
        trouble.ifPresent(text -> check.put("data", new JsonObject().put("reason", text)));
        context.response()
                .setStatusCode(trouble.isEmpty() ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(
                        new JsonObject()
                                .put("status", word(trouble))
                                .put("checks", new JsonArray().add(check))
                                .toBuffer());
    }

    private static String word(Optional<String> trouble) {
        return trouble.isEmpty() ? "UP" : "DOWN";
    }
}
