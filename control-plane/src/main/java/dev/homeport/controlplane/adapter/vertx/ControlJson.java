package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** What is recorded, as JSON. Stateless. */
final class ControlJson {

    private ControlJson() {}

    /** A table in the form {@code homeport/routing-table/0}. */
    static JsonObject table(RoutingTable table) {
        var allotments = new JsonArray();
        for (var allotment : table.allotments()) {
            var chain = new JsonArray();
            for (var link : allotment.chain().links()) {
                var written =
                        new JsonObject()
                                .put("epoch", link.epoch().value())
                                .put("home", link.home().name());
                if (!link.lost().isEmpty()) {
                    written.put("lost", names(new TreeSet<>(link.lost())));
                }
                chain.add(written);
            }
            allotments.add(
                    new JsonObject()
                            .put("shards", allotment.shards().toString())
                            .put("chain", chain));
        }
        var ttls = new JsonObject();
        table.leases().ttlMillis().forEach((site, millis) -> ttls.put(site.name(), millis));
        var fences = new JsonArray();
        table.fences()
                .forEach((log, since) ->
                        fences.add(
                                new JsonObject()
                                        .put("site", log.site().name())
                                        .put("incarnation", log.incarnation())
                                        .put("sinceVersion", since)));
        return new JsonObject()
                .put("schema", "homeport/routing-table/0")
                .put("fleet", table.fleet().toString())
                .put("version", table.version())
                .put("allotments", allotments)
                .put("witnesses", names(table.witnesses()))
                .put(
                        "leases",
                        new JsonObject()
                                .put("ttlMillis", ttls)
                                .put("longestTtlMillis", table.leases().longestTtlMillis()))
                .put("fences", fences);
    }

    private static JsonArray names(Collection<SiteId> sites) {
        var names = new JsonArray();
        sites.forEach(site -> names.add(site.name()));
        return names;
    }

    /**
     * The sites in the form {@code homeport/topology/0}.
     *
     * @param version grows with every decision
     */
    static JsonObject topology(long version, Topology topology) {
        var sites = new JsonArray();
        topology.sites().forEach(site -> sites.add(site(site)));
        return new JsonObject()
                .put("schema", "homeport/topology/0")
                .put("version", version)
                .put("sites", sites);
    }

    static JsonObject site(Site site) {
        var access = new JsonArray();
        site.access().forEach(address -> access.add(address.toString()));
        // For routers it is the same why a site has no homes.
        var shown = site.state().isEmptied() ? SiteState.EVACUATED : site.state();
        var written =
                new JsonObject()
                        .put("name", site.name().name())
                        .put("state", word(shown))
                        .put("access", access);
        site.standIn().ifPresent(other -> written.put("standIn", other.name()));
        return written;
    }

    /** The word for a state. */
    static String word(SiteState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static JsonObject policy(Policy policy) {
        var budgets = new JsonObject();
        policy.isolationBudgets()
                .ttlMillis()
                .forEach((site, millis) -> budgets.put(site.name(), millis));
        var automation = new JsonObject();
        policy.isolationBudgets()
                .ttlMillis()
                .keySet()
                .forEach(site -> automation.put(site.name(), policy.automation(site).label()));
        return new JsonObject()
                .put("automation", automation)
                .put("isolationBudgetMillis", budgets)
                .put("longestIsolationBudgetMillis", policy.isolationBudgets().longestTtlMillis())
                .put("geographyRules", policy.geographyRules().orElse(null));
    }
}
