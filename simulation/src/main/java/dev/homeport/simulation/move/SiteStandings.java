package dev.homeport.simulation.move;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.report.NodeReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sites report of themselves to the control plane. One thread. */
final class SiteStandings {

    private static final long ROOM = 1L << 30;

    /** Worked out anew only when the log's homes have changed. */
    private record Open(LogHomes homes, Map<Epoch, ShardSet> open, Map<Epoch, ShardSet> next) {}

    private final MoveSettings settings;
    private final Map<SiteId, Open> opens = new HashMap<>();

    SiteStandings(MoveSettings settings) {
        this.settings = settings;
    }

    SiteReport of(ModelSite site) {
        var open = open(site);
        var table = site.table();
        var lag = site.log().last() - site.view().position();
        var node =
                new NodeReport(
                        site.id(),
                        1,
                        site.isLeading(),
                        true,
                        table.version(),
                        open.open(),
                        open.next(),
                        site.held(table),
                        site.log().ends(),
                        site.log().upTo(site.view().position()),
                        site.links().views(),
                        lag,
                        0,
                        site.applier().isStalled()
                                ? Optional.of("the database is away")
                                : Optional.empty(),
                        ROOM,
                        healing(site));
        return SiteReport.of(site.id(), List.of(node));
    }

    private Optional<Healing> healing(ModelSite site) {
        if (!settings.losesSites()) {
            return Optional.empty();
        }
        var account = site.adoption().account();
        return Optional.of(
                settings.holds(HealingRule.ADOPTION_BEFORE_FAIL_BACK)
                        ? new Healing(
                                site.log().upTo(account.searched()),
                                account.pending(),
                                account.adopted(),
                                site.view().rebuilding().flagged().size(),
                                0)
                        : new Healing(site.log().ends(), 0, 0, 0, 0));
    }

    private Open open(ModelSite site) {
        var homes = site.log().homes();
        var known = opens.get(site.id());
        if (known == null || known.homes() != homes) {
            var ledger = homes.of(site.stream()).ledger();
            known = new Open(homes, ledger.byOpenEpoch(), ledger.byNextEpoch());
            opens.put(site.id(), known);
        }
        return known;
    }

    /** What would end a move, whether or not it is so. */
    FleetReport asIfOpened(Move move) {
        var open = new TreeMap<SiteId, Map<Epoch, ShardSet>>();
        for (var transfer : move.transfers()) {
            open.computeIfAbsent(transfer.to(), _ -> new TreeMap<>())
                    .merge(transfer.epoch(), transfer.shards(), ShardSet::union);
        }
        var reports = new TreeMap<SiteId, SiteReport>();
        open.forEach((site, shards) ->
                reports.put(site, SiteReport.of(site, List.of(node(site, shards)))));
        return new FleetReport(reports);
    }

    private static NodeReport node(SiteId site, Map<Epoch, ShardSet> open) {
        return new NodeReport(
                site,
                1,
                true,
                true,
                1,
                open,
                Map.of(),
                ShardSet.none(),
                Map.of(),
                Map.of(),
                List.of(),
                0,
                0,
                Optional.empty(),
                ROOM,
                Optional.empty());
    }
}
