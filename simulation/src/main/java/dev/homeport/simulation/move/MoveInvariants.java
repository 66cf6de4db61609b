package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.simulation.lease.Violation;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.simulation.move.MoveCoverage.Count;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must hold in every moment of every run, told from outside: from the committed logs, the
 * views and what clients were told.
 *
 * <ul>
 *   <li><b>I1</b> no two sites can acknowledge writes of a shard; and what is acknowledged late,
 *       the successor opened with.
 *   <li><b>I3</b> an opening inherits everything that was acknowledged, and has it; no reader finds
 *       its key rolled back, a message twice, or a sender's messages in another order.
 *   <li><b>I4</b> at the end every site has everything that was acknowledged.
 *   <li><b>I7</b> what takes effect in a shard does so in the order of epochs, in the same order at
 *       every site; inboxes are the same; equal vectors show equal contents.
 * </ul>
 */
final class MoveInvariants {

    private record Opening(SiteId site, HomeOpened entry) {}

    private final MoveFleet fleet;
    private final Map<ShardId, ShardHistory> histories = new HashMap<>();
    private final Inboxes inboxes;
    private final Map<ShardId, TreeMap<Epoch, Opening>> openings = new HashMap<>();
    private final Map<ShardId, Map<DerivedId, EntryAddress>> acknowledged = new HashMap<>();
    private final Map<Object, Long> sums = new HashMap<>();
    private boolean openTwice;
    private Optional<Violation> violation = Optional.empty();

    MoveInvariants(MoveFleet fleet) {
        this.fleet = fleet;
        this.inboxes = new Inboxes(this::report);
        for (var account : MoveSettings.accounts()) {
            var shard = account.shard();
            histories.put(shard, new ShardHistory(shard, this::report));
            openings.put(shard, new TreeMap<>());
            acknowledged.put(shard, new HashMap<>());
        }
    }

    Optional<Violation> violation() {
        return violation;
    }

    /** An entry was committed in a site's log. */
    void committed(ModelSite site, Stored stored) {
        var home = stored.homeEntry();
        if (home.isPresent()) {
            fleet.world()
                    .record(
                            site.id()
                                    + (stored.isEffective() ? " takes " : " refuses ")
                                    + stored.address()
                                    + " "
                                    + home.get());
            openTwice = isOpenTwice();
        }
        if (!stored.isEffective()) {
            return;
        }
        if (stored.entry() instanceof ShardEntry entry) {
            history(entry.shard()).tookEffect(site.id(), entry.epoch(), entry.id());
        }
        ModelLog.opening(stored.entry()).ifPresent(opened -> opened(site, stored, opened));
    }

    private ShardHistory history(ShardId shard) {
        var history = histories.get(shard);
        if (history == null) {
            throw new IllegalStateException("nobody writes in shard " + shard);
        }
        return history;
    }

    private void opened(ModelSite site, Stored stored, HomeOpened opened) {
        var isOwn = stored.address().stream().equals(site.stream());
        if (isOwn) {
            fleet.coverage().count(Count.OPENED_HOMES);
        }
        histories.forEach((shard, history) -> {
            if (!opened.shards().contains(shard)) {
                return;
            }
            history.opened(site.id(), opened.epoch());
            if (isOwn) {
                openings.getOrDefault(shard, new TreeMap<>())
                        .putIfAbsent(opened.epoch(), new Opening(site.id(), opened));
                acknowledged
                        .getOrDefault(shard, Map.of())
                        .forEach((id, address) -> inherits(site.id(), shard, opened, id, address));
            }
        });
    }

    private void inherits(
            SiteId site, ShardId shard, HomeOpened opened, DerivedId id, EntryAddress address) {
        var covered = new Cut(opened.vector()).covers(address.stream(), address.offset());
        if (!covered || !history(shard).has(site, id)) {
            report(
                    "I3",
                    site
                            + " opened shard "
                            + shard
                            + " at epoch "
                            + opened.epoch()
                            + (covered ? " without having " : " with a vector that leaves out ")
                            + address
                            + ", which was acknowledged");
        }
    }

    /** Somebody was told that an entry is safe. */
    void acknowledged(ModelSite site, EntryAddress address, ShardEntry entry) {
        fleet.coverage().count(Count.ACKNOWLEDGED_WRITES);
        remember(site, address, entry);
    }

    /** Somebody was told that an entry is safe which stands where its first one does. */
    void acknowledgedAgain(ModelSite site, EntryAddress first, ShardEntry entry) {
        fleet.coverage().count(Count.REPEATED_WRITES);
        remember(site, first, entry);
    }

    private void remember(ModelSite site, EntryAddress address, ShardEntry entry) {
        acknowledged
                .computeIfAbsent(entry.shard(), _ -> new HashMap<>())
                .putIfAbsent(entry.id(), address);
        var ofShard = openings.getOrDefault(entry.shard(), new TreeMap<>());
        for (var later : ofShard.tailMap(entry.epoch(), false).values()) {
            var covers = new Cut(later.entry().vector()).covers(address.stream(), address.offset());
            if (!covers) {
                report(
                        "I1",
                        site.id()
                                + " acknowledged "
                                + address
                                + " of shard "
                                + entry.shard()
                                + " after "
                                + later.site()
                                + " had opened epoch "
                                + later.entry().epoch()
                                + " without it");
            }
        }
    }

    /** A site's view took in what follows in the log. */
    void applied(ModelSite site, ViewChange change) {
        inboxes.filled(site.id(), change.filled());
        var vector = site.log().upTo(site.view().position());
        var sum = site.view().sum();
        var other = sums.putIfAbsent(vector, sum);
        if (other != null && other != sum) {
            report("I7", site.id() + " shows other contents at " + vector + " than another site");
        }
    }

    /** A client reads what comes after its key. */
    void read(ModelClient client, SyncPage page) {
        if (page.start().kind() == SyncStart.Kind.ROLLED_BACK) {
            report(
                    "I3",
                    "account "
                            + client.account()
                            + " is told that its key "
                            + client.key()
                            + " is rolled back to "
                            + page.start().from());
        }
        page.items().forEach(_ -> fleet.coverage().count(Count.READ_MESSAGES));
        inboxes.read(client.account(), page.items());
    }

    /** Checks what must hold between any two events. */
    void check() {
        if (!openTwice) {
            return;
        }
        for (var shard : histories.keySet()) {
            var able = fleet.sites().stream().filter(site -> isAble(site, shard)).toList();
            if (able.size() > 1) {
                report(
                        "I1",
                        able.stream().map(ModelSite::id).toList()
                                + " can all acknowledge writes of shard "
                                + shard);
            }
        }
    }

    private static Epoch openEpoch(ModelSite site, ShardId shard) {
        return site.log().homes().of(site.stream()).ledger().openEpoch(shard);
    }

    private boolean isOpenTwice() {
        return histories.keySet().stream()
                .anyMatch(shard ->
                        fleet.sites().stream()
                                        .filter(s -> openEpoch(s, shard).isAfter(Epoch.NONE))
                                        .count()
                                > 1);
    }

    private static boolean isAble(ModelSite site, ShardId shard) {
        var epoch = openEpoch(site, shard);
        return epoch.isAfter(Epoch.NONE)
                && site.isLeading()
                && site.mayAcknowledge(shard, epoch, site.log().end(site.stream()) + 1);
    }

    /** Checks that everything that was acknowledged is everywhere. */
    void checkEnd() {
        acknowledged.forEach((shard, ids) ->
                ids.forEach((id, address) ->
                        fleet.sites().stream()
                                .filter(site -> !history(shard).has(site.id(), id))
                                .forEach(site ->
                                        report(
                                                "I4",
                                                address
                                                        + " of shard "
                                                        + shard
                                                        + " was acknowledged, and "
                                                        + site.id()
                                                        + " does not have it"))));
    }

    void report(String invariant, String what) {
        if (violation.isEmpty()) {
            fleet.world().record(invariant + " is broken: " + what);
            violation =
                    Optional.of(
                            new Violation(
                                    invariant,
                                    fleet.settings().seed(),
                                    fleet.world().nowNanos(),
                                    what,
                                    fleet.world().trace().lines()));
        }
    }
}
