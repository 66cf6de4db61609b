package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.opening.Collection;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.HomeFollower;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.keeper.LogSurroundings;
import dev.homeport.dcnode.keeper.Notice;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the homes of a site as its log and its table demand: tells the holder of the lease what is
 * new, and appends what the product's {@link HomeFollower} and {@link Collection} want, one round
 * at a time.
 */
final class ModelKeeper {

    private final MoveFleet fleet;
    private final ModelSite site;
    private final HomeFollower follower;
    private final Collection collection;
    private Notice notice;
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
        this.collection = new Collection(site.id(), fleet.settings().rules());
        this.notice = newNotice();
    }

    private Notice newNotice() {
        return fleet.settings().givesNotice()
                ? new Notice(
                        this::noticeLength, () -> site.machine().clock().read().monotonicNanos())
                : Notice.none();
    }

    private Duration noticeLength() {
        var lease = site.table().leases().ttlMillis(site.id());
        return Notice.length(Duration.ZERO, Duration.ofMillis(lease));
    }

    /** The process begins anew. */
    void begin() {
        notice = newNotice();
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
                || (table.version() == settledVersion
                        && homes == settledHomes
                        && site.links().heldBack().isEmpty())) {
            return;
        }
        var due = due(table, homes);
        notice.looked();
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

    private List<Control> due(RoutingTable table, LogHomes homes) {
        var ledger = homes.of(site.stream()).ledger();
        var closing = follower.closing(table, ledger, notice::isOver);
        if (closing.isPresent()) {
            return List.of(new Control.HomeChanged(closing.get()));
        }
        var surroundings =
                new LogSurroundings(
                        site.log()::upTo,
                        homes,
                        site.view().position(),
                        site::held,
                        site.id(),
                        () -> site.log().upTo(Long.MAX_VALUE),
                        site.links(),
                        notice::isOver,
                        fleet.settings().rules());
        var due = new ArrayList<Control>();
        collection
                .due(table, surroundings)
                .forEach(word -> due.add(new Control.MirrorPaused(word)));
        for (var opening : follower.openings(table, ledger, surroundings)) {
            fleet.invariants().worksOut(opening, mute(homes));
            due.add(new Control.HomeChanged(opening));
        }
        return due;
    }

    /**
     * Who cannot tell what it has of a lost site: who is not reached, and who was declared lost
     * itself and whose stream stays out because it is collected. Its word would stand in there.
     */
    private Set<SiteId> mute(LogHomes homes) {
        var mute = new HashSet<>(site.links().unreachable());
        homes.pausesOf(site.id()).keySet().stream().filter(this::isDeclaredLost).forEach(mute::add);
        return mute;
    }

    private boolean isDeclaredLost(SiteId other) {
        return fleet.control().table().allotments().stream()
                .flatMap(allotment -> allotment.chain().links().stream())
                .anyMatch(link -> link.lost().contains(other));
    }

    private void append(Control content) {
        if (!site.isLeading()) {
            return;
        }
        if (losesLeader(content)) {
            comesLate(content);
            return;
        }
        appending++;
        var boot = site.machine().boot();
        site.commits()
                .propose(() -> {
                    commit(content);
                    fleet.world()
                            .after(
                                    fleet.world().between(0, 6),
                                    () -> site.whileBoot(boot, this::appended));
                });
    }

    /** Takeovers rest on words in the log, so they must bear to come behind a later one. */
    private boolean losesLeader(Control content) {
        return fleet.settings().losesSites()
                && !fleet.isQuiet()
                && content instanceof Control.HomeChanged(HomeOpened opened)
                && !opened.pauses().isEmpty()
                && fleet.world().chance(0.1);
    }

    /** The leader dies while what it worked out is on its way to whoever leads next. */
    private void comesLate(Control content) {
        fleet.world().record(site.id() + " loses its leader with an opening on its way");
        fleet.world()
                .after(
                        fleet.world().between(300, 5_000),
                        () -> {
                            if (site.isLeading()) {
                                site.commits().propose(() -> commit(content));
                            }
                        });
        site.crash();
        fleet.world().after(fleet.world().between(50, 2_500), site::restart);
    }

    private void commit(Control content) {
        var control =
                new ControlEntry(
                        new DerivedId(0, fleet.world().happened()),
                        fleet.wallClock().toEpochMilli(),
                        content);
        var stored = site.commit(site.stream(), control);
        if (!stored.isEffective() && ModelLog.opening(control).isPresent()) {
            fleet.coverage().refusedOpening();
        }
    }

    private void appended() {
        appending--;
        keep();
    }
}
