package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeFollower;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.keeper.LogSurroundings;
import dev.homeport.dcnode.keeper.Neighbours;
import dev.homeport.vocabulary.RoutingTable;
import java.util.List;

/**
 * Keeps the homes of a site as its log and its table demand: tells the holder of the lease what is
 * new, and appends what the product's {@link HomeFollower} wants, one round at a time.
 */
final class ModelKeeper {

    private final MoveFleet fleet;
    private final ModelSite site;
    private final HomeFollower follower;
    private long closedThrough;
    private int appending;
    private long settledVersion;
    private LogHomes settledHomes = LogHomes.NONE;
    private long toldEnd = -1;
    private long toldClosed = -1;

    ModelKeeper(MoveFleet fleet, ModelSite site) {
        this.fleet = fleet;
        this.site = site;
        this.follower =
                new HomeFollower(
                        site.id(), fleet.settings().leaseRules(), fleet.settings().rules());
    }

    /** The process begins anew. */
    void begin() {
        closedThrough = 0;
        appending = 0;
        settledVersion = 0;
        settledHomes = LogHomes.NONE;
        toldEnd = -1;
        toldClosed = -1;
    }

    void keep() {
        var table = site.table();
        var homes = site.log().homes();
        tellHolder(table, homes);
        if (!site.isLeading()
                || appending > 0
                || (table.version() == settledVersion && homes == settledHomes)) {
            return;
        }
        var due = due(table, homes);
        if (!due.isEmpty()) {
            due.forEach(this::append);
        } else if (follower.isSettled(table, homes.of(site.stream()).ledger())) {
            settledVersion = table.version();
            settledHomes = homes;
        }
    }

    private void tellHolder(RoutingTable table, LogHomes homes) {
        if (closedThrough < table.version()
                && homes.of(site.stream()).ledger().hasClosedAllEndedBy(table)) {
            closedThrough = table.version();
        }
        var end = site.log().end(site.stream());
        if (end != toldEnd || closedThrough != toldClosed) {
            toldEnd = end;
            toldClosed = closedThrough;
            var mark = end == 0 ? LogMark.START : new LogMark(end, 31L * end);
            site.step(new HolderInput.LogAdvanced(closedThrough, mark));
        }
    }

    private List<HomeEntry> due(RoutingTable table, LogHomes homes) {
        var ledger = homes.of(site.stream()).ledger();
        var closing = follower.closing(table, ledger);
        if (closing.isPresent()) {
            return List.of(closing.get());
        }
        var surroundings =
                new LogSurroundings(
                        site.log()::upTo,
                        homes,
                        site.view().position(),
                        site::held,
                        site.id(),
                        () -> site.log().upTo(Long.MAX_VALUE),
                        Neighbours.NONE,
                        fleet.settings().rules());
        return List.copyOf(follower.openings(table, ledger, surroundings));
    }

    private void append(HomeEntry entry) {
        appending++;
        var boot = site.machine().boot();
        var content = new Control.HomeChanged(entry);
        site.commits()
                .propose(() -> {
                    var control =
                            new ControlEntry(
                                    new DerivedId(0, fleet.world().happened()),
                                    fleet.wallClock().toEpochMilli(),
                                    content);
                    var stored = site.commit(site.stream(), control);
                    if (!stored.isEffective()) {
                        fleet.coverage().refusedOpening();
                    }
                    fleet.world()
                            .after(
                                    fleet.world().between(0, 6),
                                    () -> site.whileBoot(boot, this::appended));
                });
    }

    private void appended() {
        appending--;
        keep();
    }
}
