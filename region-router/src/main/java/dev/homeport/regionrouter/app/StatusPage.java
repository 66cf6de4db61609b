package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.https.ControlPlaneTopology;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.RoutingTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What {@code GET /status} says of a router. Stateless. */
final class StatusPage {

    private StatusPage() {}

    static JsonObject of(RouterParts parts, long startedNanos) {
        var node = parts.settings().node();
        var page =
                new JsonObject()
                        .put("process", "router-" + node)
                        .put("node", node)
                        .put("roles", JsonArray.of("router"))
                        .put("fleet", fleet(parts).map(FleetId::toString).orElse(null))
                        .put("pid", ProcessHandle.current().pid())
                        .put(
                                "upMillis",
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos))
                        .put("table", table(parts));
        parts.topology()
                .map(ControlPlaneTopology::version)
                .ifPresent(version -> page.put("topologyVersion", version));
        return page;
    }

    private static Optional<FleetId> fleet(RouterParts parts) {
        return parts.settings().tables() instanceof TableSettings.OfControlPlane(var fleet, _)
                ? Optional.of(fleet)
                : parts.tables().current().map(RoutingTable::fleet);
    }

    private static JsonObject table(RouterParts parts) {
        var table = new JsonObject();
        table.put("version", parts.tables().current().map(RoutingTable::version).orElse(0L));
        var confirmed = parts.tables().confirmed();
        table.put("source", confirmed.map(said -> said.by()).orElse(null));
        table.put("ageMillis", confirmed.map(said -> said.agoMillis()).orElse(null));
        table.put("trouble", parts.problem().orElse(null));
        return table;
    }
}
