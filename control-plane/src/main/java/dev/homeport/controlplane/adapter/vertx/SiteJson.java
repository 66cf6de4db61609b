package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.report.LinkView;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Sites with what is recorded and what they report. What nobody reports is left out. Stateless. */
final class SiteJson {

    private SiteJson() {}

    /** Each site with what it is home of, for people and tools. */
    static JsonObject sites(
            Topology topology, ControlState state, FleetReport report, FleetHealth health) {
        var sites = new JsonArray();
        topology.sites().forEach(site -> sites.add(site(site, state, report, health)));
        return new JsonObject().put("tableVersion", state.tableVersion()).put("sites", sites);
    }

    static JsonObject site(Site site, ControlState state, FleetReport report, FleetHealth health) {
        var written =
                ControlJson.site(site)
                        .put("state", ControlJson.word(site.state()))
                        .put("health", HealthJson.health(site.name(), report, health));
        state.policy()
                .ifPresent(policy ->
                        written.put("automation", policy.automation(site.name()).label()));
        var proposal = state.proposals().get(site.name());
        if (proposal != null) {
            written.put(
                    "proposal",
                    new JsonObject()
                            .put("since", proposal.sinceMillis())
                            .put("why", proposal.why()));
        }
        state.table()
                .ifPresent(table -> written.put("shards", table.shardsHomedAt(site.name()).size()));
        state.policy()
                .map(policy -> policy.isolationBudgets().ttlMillis().get(site.name()))
                .ifPresent(millis -> written.put("isolationBudgetMillis", millis));
        var moves = new JsonArray();
        state.moves().open().values().stream()
                .filter(move -> move.concerns(site.name()))
                .map(Move::id)
                .forEach(id -> moves.add(id.text()));
        written.put("nativeShards", state.nativesOrToday().of(site.name()).size())
                .put("moves", moves);
        report.of(site.name())
                .ifPresent(heard -> {
                    state.table()
                            .ifPresent(table -> written.put("open", open(table, heard).size()));
                    written.put("leased", heard.leased().size());
                    heard.view().ifPresent(view -> written.put("lagMillis", view.lagMillis()));
                });
        return written;
    }

    /** The shards that a site is home of and has open. */
    private static ShardSet open(RoutingTable table, SiteReport heard) {
        return table.allotments().stream()
                .filter(a -> a.home().equals(heard.site()))
                .map((Allotment a) -> heard.openAt(a.epoch()).intersection(a.shards()))
                .reduce(ShardSet.none(), ShardSet::union);
    }

    /** One site with all that it reports. */
    static JsonObject whole(Site site, ControlState state, FleetReport report, FleetHealth health) {
        var written = site(site, state, report, health).put("tableVersion", state.tableVersion());
        report.of(site.name()).ifPresent(heard -> written.put("report", report(heard)));
        return written;
    }

    private static JsonObject report(SiteReport heard) {
        var open = new JsonArray();
        heard.open()
                .forEach((epoch, shards) ->
                        open.add(
                                new JsonObject()
                                        .put("epoch", epoch.value())
                                        .put("shards", shards.toString())));
        var links = new JsonArray();
        heard.links().forEach(link -> links.add(link(link)));
        var written =
                new JsonObject()
                        .put("tableVersion", heard.tableVersion())
                        .put("open", open)
                        .put("leased", heard.leased().toString())
                        .put("streams", offsets(heard.streams()))
                        .put("applied", offsets(heard.applied()))
                        .put("links", links);
        heard.leader().ifPresent(node -> written.put("leader", heard.site() + "/" + node));
        heard.logRoomBytes().ifPresent(bytes -> written.put("logRoomBytes", bytes));
        heard.healing().ifPresent(healing -> written.put("healing", healing(healing)));
        heard.view()
                .ifPresent(view -> {
                    var shown =
                            new JsonObject()
                                    .put("lagEntries", view.lagEntries())
                                    .put("lagMillis", view.lagMillis());
                    view.trouble().ifPresent(trouble -> shown.put("trouble", trouble));
                    written.put("view", shown);
                });
        return written;
    }

    private static JsonObject offsets(Map<SiteLog, Long> offsets) {
        var written = new JsonObject();
        offsets.forEach((log, offset) -> written.put(log.toString(), offset));
        return written;
    }

    private static JsonObject healing(Healing healing) {
        return new JsonObject()
                .put("orphans", healing.orphans())
                .put("adopted", healing.adopted())
                .put("reseeding", healing.reseeding())
                .put("differing", healing.differing())
                .put("searched", offsets(healing.searched()));
    }

    private static JsonObject link(LinkView link) {
        var written =
                new JsonObject().put("origin", link.origin().name()).put("state", link.state());
        link.lagEntries().ifPresent(entries -> written.put("lagEntries", entries));
        link.oldestUnshippedMillis()
                .ifPresent(millis -> written.put("oldestUnshippedMillis", millis));
        return link.detail().isEmpty() ? written : written.put("detail", link.detail());
    }
}
