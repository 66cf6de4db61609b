package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/** The health of sites, as JSON. Stateless. */
final class HealthJson {

    private HealthJson() {}

    /** How a site is doing, by what observers see and what it says itself. */
    static JsonObject health(SiteId site, FleetReport report, FleetHealth health) {
        var watched = health.watched(site);
        var shown = with(watched.health(), report, site);
        var parts = new JsonArray();
        switch (shown) {
            case SiteHealth.Degraded(var missing) ->
                    missing.forEach(part -> parts.add(part.label()));
            case SiteHealth.Lost _ ->
                    Set.of(Part.ACCESS, Part.LOG, Part.WITNESS).stream()
                            .sorted()
                            .forEach(part -> parts.add(part.label()));
            case SiteHealth.Well _, SiteHealth.Unknown _ -> {}
        }
        var written = new JsonObject().put("state", shown.label()).put("parts", parts);
        if (watched.sinceMillis() > 0) {
            written.put("sinceMillis", watched.sinceMillis());
        }
        return shown instanceof SiteHealth.Unknown(var why) ? written.put("detail", why) : written;
    }

    /** Nobody sees from outside that a site's view stands still, so the site's own word counts. */
    private static SiteHealth with(SiteHealth seen, FleetReport report, SiteId site) {
        var stands =
                report.of(site).flatMap(SiteReport::view).flatMap(v -> v.trouble()).isPresent();
        if (!stands) {
            return seen;
        }
        return switch (seen) {
            case SiteHealth.Well _ -> new SiteHealth.Degraded(Set.of(Part.VIEW));
            case SiteHealth.Degraded(var parts) -> {
                var all = new TreeSet<>(parts);
                all.add(Part.VIEW);
                yield new SiteHealth.Degraded(all);
            }
            case SiteHealth.Lost _, SiteHealth.Unknown _ -> seen;
        };
    }
}
