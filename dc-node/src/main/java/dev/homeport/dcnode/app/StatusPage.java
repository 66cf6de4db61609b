package dev.homeport.dcnode.app;

import dev.homeport.dcnode.adoption.Adoption;
import dev.homeport.dcnode.app.SiteConfig.Role;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What {@code GET /status} says of the parts of a process. Stateless. */
final class StatusPage {

    private StatusPage() {}

    static JsonObject process(SiteConfig config, long upMillis) {
        var roles = new JsonArray();
        config.roles().stream().map(Role::label).forEach(roles::add);
        return new JsonObject()
                .put("process", config.name())
                .put("site", config.site().name())
                .put("node", config.self().node())
                .put("roles", roles)
                .put("fleet", config.fleet().toString())
                .put("pid", ProcessHandle.current().pid())
                .put("upMillis", upMillis);
    }

    static JsonObject log(LogNode node) {
        var status = node.queue().status();
        var streams = new JsonArray();
        status.streams()
                .forEach(end ->
                        streams.add(
                                new JsonObject()
                                        .put("origin", end.stream().site().name())
                                        .put("incarnation", end.stream().incarnation())
                                        .put("offset", end.lastOffset())));
        var leader = status.leadership().leader();
        return new JsonObject()
                .put("leader", leader.isPresent() ? leader.getAsInt() : null)
                .put("leading", status.leadership().leading())
                .put("term", status.leadership().term())
                .put("lastPosition", status.lastPosition())
                .put("bytes", status.logBytes())
                .put("capBytes", status.capBytes())
                .put("fullness", status.fullness().orElse(null))
                .put("streams", streams);
    }

    static JsonObject table(LogNode node) {
        var table = new JsonObject().put("version", node.table().version());
        node.tableSource()
                .ifPresent(source ->
                        table.put("source", source.source().orElse(null))
                                .put("ageMillis", source.ageMillis())
                                .put("trouble", source.trouble().orElse(null)));
        node.tableTrouble().ifPresent(trouble -> table.put("trouble", trouble));
        return table;
    }

    static JsonObject lease(LogNode node, SiteConfig config) {
        var table = node.table();
        var homed = table.shardsHomedAt(config.site());
        var held = node.holder().held(table);
        var remaining = remainingMillis(node, held);
        return new JsonObject()
                .put("shards", held.size())
                .put("remainingMillis", remaining.isPresent() ? remaining.getAsLong() : null)
                .put("budgetMillis", table.leases().ttlMillis(config.site()))
                .put("homedShards", homed.size())
                .put("openShards", node.homes().openHere().size());
    }

    /** What is left for the shard whose lease ends first. */
    private static OptionalLong remainingMillis(LogNode node, ShardSet held) {
        var table = node.table();
        return held.stream()
                .mapToObj(ShardId::new)
                .mapToLong(shard -> node.holder().remainingNanos(shard, table.epochOf(shard)))
                .map(TimeUnit.NANOSECONDS::toMillis)
                .min();
    }

    static JsonObject ids(IdsSide ids) {
        var supply = ids.supply();
        return new JsonObject()
                .put("inHand", supply.inHand())
                .put("available", supply.available())
                .put("nextGrant", supply.nextGrant().orElse(null))
                .put("trouble", supply.trouble().or(ids::claimTrouble).orElse(null))
                .put("alarms", new JsonArray(supply.alarms()));
    }

    static JsonObject view(ViewStatus view) {
        return new JsonObject()
                .put("position", view.position())
                .put("lagEntries", view.lagEntries())
                .put("lagMillis", view.lagMillis())
                .put("trouble", view.trouble().or(() -> difference(view)).orElse(null))
                .put("reseeding", view.reseeding())
                .put("differing", view.differing());
    }

    static JsonObject adoption(Adoption.Status adoption) {
        var account = adoption.account();
        return new JsonObject()
                .put("searched", account.searched())
                .put("pending", account.pending())
                .put("adopted", account.adopted())
                .put("derivedAgain", account.derivedAgain())
                .put("trouble", adoption.trouble().orElse(null));
    }

    private static Optional<String> difference(ViewStatus view) {
        return view.differing() == 0
                ? Optional.empty()
                : Optional.of(
                        view.differing()
                                + " shards differ from what the site's view held that opened them,"
                                + " also after they were built again from the log");
    }
}
