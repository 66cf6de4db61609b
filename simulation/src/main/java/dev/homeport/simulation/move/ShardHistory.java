package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.ShardChain;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What has taken effect in one shard, as each site's log has it: in the order of epochs, and what
 * sites have since an opening are beginnings of one and the same line, of which the first site to
 * get further says how it goes on. An opening leaves of a line what its vector inherits, at every
 * site the same. One thread.
 */
final class ShardHistory {

    private record Step(Epoch epoch, DerivedId id) {}

    private record Taken(EntryAddress address, Step step) {}

    private static final class AtSite {
        final List<Taken> taken = new ArrayList<>();
        final List<ShardChain.Opening> openings = new ArrayList<>();
        final Set<DerivedId> ids = new HashSet<>();
        Epoch opening = Epoch.NONE;
        int steps;
    }

    private final ShardId shard;
    private final BiConsumer<String, String> report;
    private final Map<Epoch, List<Step>> lines = new TreeMap<>();
    private final Map<Epoch, List<Step>> inherited = new HashMap<>();
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

    /** A site's log has an opening with effect. */
    void opened(SiteId site, SiteLog home, HomeOpened opened) {
        var here = at(site);
        here.openings.add(
                new ShardChain.Opening(
                        opened.epoch(),
                        opened.predecessor(),
                        home,
                        new TreeMap<>(opened.vector())));
        if (opened.epoch().isAfter(here.opening)) {
            here.opening = opened.epoch();
            inherit(site, here);
        }
    }

    private void inherit(SiteId site, AtSite here) {
        var chain = ShardChain.of(here.openings);
        var kept = new ArrayList<Step>();
        for (var each : here.taken) {
            var address = each.address();
            if (chain.effective(address.stream(), address.offset(), each.step().epoch())) {
                kept.add(each.step());
            }
        }
        var elsewhere = inherited.putIfAbsent(here.opening, List.copyOf(kept));
        if (elsewhere == null) {
            lines.put(here.opening, new ArrayList<>(kept));
        } else if (!elsewhere.equals(kept)) {
            report.accept(
                    "I7",
                    "in shard "
                            + shard
                            + " at "
                            + site
                            + " the opening of epoch "
                            + here.opening
                            + " inherits "
                            + difference(kept, elsewhere));
        }
        here.ids.clear();
        kept.forEach(step -> here.ids.add(step.id()));
        here.steps = kept.size();
    }

    private static String difference(List<Step> here, List<Step> elsewhere) {
        var at = 0;
        while (at < here.size()
                && at < elsewhere.size()
                && here.get(at).equals(elsewhere.get(at))) {
            at++;
        }
        return here.size()
                + " entries, and elsewhere "
                + elsewhere.size()
                + "; they differ from "
                + (at + 1)
                + " on, "
                + (at < here.size() ? here.get(at) : "nothing")
                + " here, "
                + (at < elsewhere.size() ? elsewhere.get(at) : "nothing")
                + " there";
    }

    void tookEffect(SiteId site, EntryAddress address, Epoch epoch, DerivedId id) {
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
        var step = new Step(epoch, id);
        here.taken.add(new Taken(address, step));
        step(site, here, step);
    }

    private void step(SiteId site, AtSite here, Step next) {
        var line = lines.computeIfAbsent(here.opening, _ -> new ArrayList<>());
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
