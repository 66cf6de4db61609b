package dev.homeport.controlplane.app;

import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.replica.ReplicaStatus;
import dev.homeport.coordinator.app.CoordinatorStatus;
import dev.homeport.vocabulary.NodeName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What {@code GET /status} says of the parts of a coordination process. Stateless. */
final class StatusPage {

    private StatusPage() {}

    static JsonObject process(CoordinationConfig config, long upMillis) {
        var roles = new JsonArray();
        config.roles().forEach(role -> roles.add(role.label()));
        return new JsonObject()
                .put("process", config.name())
                .put("site", config.self().site().name())
                .put("node", config.self().node())
                .put("roles", roles)
                .put("fleet", config.fleet().toString())
                .put("pid", ProcessHandle.current().pid())
                .put("upMillis", upMillis);
    }

    static JsonObject coordinator(CoordinatorStatus status) {
        return new JsonObject()
                .put("leading", status.leading())
                .put("leader", status.leader().map(NodeName::toString).orElse(null))
                .put("lastPosition", status.lastPosition())
                .put("grantMark", status.grantMark())
                .put("claims", status.claims().isPresent() ? status.claims().getAsLong() : null);
    }

    static JsonObject control(ReplicaStatus status, Sighting sighting) {
        return new JsonObject()
                .put("leading", status.leading())
                .put("leader", status.leader().map(NodeName::toString).orElse(null))
                .put("lastPosition", status.lastPosition())
                .put("tableVersion", status.tableVersion())
                .put("trouble", status.trouble().orElse(null))
                .put("sees", sees(sighting));
    }

    /** Of each part of each site: how many addresses were told, answer, and are gone. */
    private static JsonObject sees(Sighting sighting) {
        var sees = new JsonObject();
        sighting.sights()
                .forEach((site, sight) -> {
                    var parts = new JsonObject();
                    sight.parts()
                            .forEach((part, glimpse) ->
                                    parts.put(
                                            part.label(),
                                            new JsonObject()
                                                    .put("told", glimpse.told())
                                                    .put("seen", glimpse.seen())
                                                    .put("gone", glimpse.gone())));
                    sees.put(site.name(), parts);
                });
        return sees;
    }
}
