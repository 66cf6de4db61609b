package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What has taken effect in one shard, as each site's log has it: in the order of epochs, and all
 * sites' are beginnings of one and the same line, of which the first site to get further says how
 * it goes on. One thread.
 */
final class ShardHistory {

    private record Step(Epoch epoch, DerivedId id) {}

    private static final class AtSite {
        final Set<DerivedId> ids = new HashSet<>();
        Epoch opening = Epoch.NONE;
        int steps;
    }

    private final ShardId shard;
    private final BiConsumer<String, String> report;
    private final List<Step> line = new ArrayList<>();
    private final Map<SiteId, AtSite> sites = new HashMap<>();

    ShardHistory(ShardId shard, BiConsumer<String, String> report) {
        this.shard = shard;
        this.report = report;
    }

    private AtSite at(SiteId site) {
        return sites.computeIfAbsent(site, _ -> new AtSite());
    }

    boolean has(SiteId site, DerivedId id) {
        return at(site).ids.contains(id);
    }

    void opened(SiteId site, Epoch epoch) {
        var here = at(site);
        if (epoch.isAfter(here.opening)) {
            here.opening = epoch;
        }
    }

    void tookEffect(SiteId site, Epoch epoch, DerivedId id) {
        var here = at(site);
        if (epoch.isBefore(here.opening)) {
            report.accept(
                    "I7",
                    "in shard "
                            + shard
                            + " at "
                            + site
                            + " "
                            + id
                            + " of epoch "
                            + epoch
                            + " took effect behind the opening of epoch "
                            + here.opening);
        }
        if (!here.ids.add(id)) {
            report.accept(
                    "I7", "in shard " + shard + " at " + site + " " + id + " has effect twice");
        }
        step(site, here, new Step(epoch, id));
    }

    private void step(SiteId site, AtSite here, Step next) {
        if (here.steps == line.size()) {
            line.add(next);
        } else if (!line.get(here.steps).equals(next)) {
            report.accept(
                    "I7",
                    "in shard "
                            + shard
                            + " at "
                            + site
                            + " step "
                            + (here.steps + 1)
                            + " is "
                            + next
                            + ", and elsewhere "
                            + line.get(here.steps));
        }
        here.steps++;
    }
}
