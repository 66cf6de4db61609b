package dev.homeport.controlplane.adapter.vertx;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health, figures and status of the process: {@code /health/live}, {@code /health/started} and
 * {@code /health/ready} (200, or 503 with the reasons), {@code /metrics} and {@code /status}.
 * Thread-safe.
 */
public final class ManagementDoor {

    private final Supplier<Map<String, Optional<String>>> ready;
    private final Supplier<Map<String, Object>> status;
    private final PrometheusMeterRegistry figures;

    /**
     * Makes the door. The process is live and started once the door is open: what has to end it
     * ends it.
     *
     * @param ready each part of the process with its trouble, empty when all is well
     * @param status the process in nested maps, lists, texts, numbers and nulls
     * @param figures the process in figures
     */
    public ManagementDoor(
            Supplier<Map<String, Optional<String>>> ready,
            Supplier<Map<String, Object>> status,
            PrometheusMeterRegistry figures) {
        this.ready = ready;
        this.status = status;
        this.figures = figures;
    }

    /** Mounts the paths. */
    public void mount(Router router) {
        router.get("/health/live").handler(context -> tell(context, Map.of()));
        router.get("/health/started").handler(context -> tell(context, Map.of()));
        router.get("/health/ready").handler(context -> tell(context, ready.get()));
        router.get("/metrics")
                .handler(context ->
                        context.response()
                                .putHeader(
                                        "Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(figures.scrape()));
        router.get("/status")
                .handler(context ->
                        context.response()
                                .putHeader("Content-Type", "application/json")
                                .end(new JsonObject(status.get()).toBuffer()));
    }

    private static void tell(RoutingContext context, Map<String, Optional<String>> parts) {
        var checks = new JsonArray();
        parts.forEach((part, trouble) -> {
            var check = new JsonObject().put("name", part).put("status", word(trouble.isEmpty()));
            trouble.ifPresent(text -> check.put("data", new JsonObject().put("reason", text)));
            checks.add(check);
        });
        var well = parts.values().stream().allMatch(Optional::isEmpty);
        context.response()
                .setStatusCode(well ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("status", word(well)).put("checks", checks).toBuffer());
    }

    private static String word(boolean well) {
        return well ? "UP" : "DOWN";
    }
}
