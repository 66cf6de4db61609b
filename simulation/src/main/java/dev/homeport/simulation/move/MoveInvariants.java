package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.simulation.lease.Violation;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.simulation.move.MoveCoverage.Count;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold in every moment of every run, told from outside: from the committed logs, the
 * views and what clients were told.
 *
 * <ul>
 *   <li><b>I1</b> no two sites can acknowledge writes of a shard; and what is acknowledged late,
 *       the successor opened with.
 *   <li><b>I3</b> a planned opening inherits everything that was acknowledged, and has it; no
 *       reader finds its key rolled back but by a takeover, a message twice, or a sender's messages
 *       in another order.
 *   <li><b>I4</b> an opening that takes over inherits what any survivor has that it could ask; a
 *       site that comes back has what it had acknowledged; at the end every site has everything
 *       that was acknowledged, and what took effect anywhere.
 *   <li><b>I7</b> what takes effect in a shard does so in the order of epochs, in the same order at
 *       every site; inboxes are the same; equal vectors show equal contents.
 * </ul>
 */
final class MoveInvariants {

    private final MoveFleet fleet;
    private final Map<ShardId, ShardHistory> histories = new HashMap<>();
    private final Map<ShardId, Inheritance> inheritances = new HashMap<>();
    private final CutInboxes cutInboxes;
    private final InboxOracle inboxes;
    private final Map<Object, Long> sums = new HashMap<>();
    private boolean openTwice;
    private Optional<Violation> violation = Optional.empty();

    MoveInvariants(MoveFleet fleet) {
        this.fleet = fleet;
        this.cutInboxes = new CutInboxes(this::report, this::wasTakenOverSince);
        this.inboxes = fleet.settings().losesSites() ? cutInboxes : new Inboxes(this::report);
        for (var account : MoveSettings.accounts()) {
            var shard = account.shard();
            var history = new ShardHistory(shard, this::report);
            histories.put(shard, history);
            inheritances.put(shard, new Inheritance(fleet, shard, history));
        }
    }

    Optional<Violation> violation() {
        return violation;
    }

    /** The control plane has committed a table. */
    void decided(RoutingTable table) {
        inheritances.values().forEach(each -> each.assigned(table));
    }

    /** A site has worked out an opening, at a moment at which some others could not tell it. */
    void worksOut(HomeOpened opened, Set<SiteId> mute) {
        inheritances.forEach((shard, each) -> {
            if (opened.shards().contains(shard)) {
                each.worksOut(opened, mute);
            }
        });
    }

    /** An entry was committed in a site's log. */
    void committed(ModelSite site, Stored stored) {
        if (stored.entry() instanceof ControlEntry(var _, var _, var control)) {
            changed(site, stored, control);
        }
        if (!stored.isEffective()) {
            return;
        }
        if (stored.entry() instanceof ShardEntry entry) {
            history(entry.shard())
                    .tookEffect(site.id(), stored.address(), entry.epoch(), entry.id());
            if (entry.fact() instanceof Fact.Adopted) {
                adopted(site, stored, entry);
            }
        }
        ModelLog.opening(stored.entry()).ifPresent(opened -> opened(site, stored, opened));
    }

    private void changed(ModelSite site, Stored stored, Control control) {
        fleet.world()
                .record(
                        site.id()
                                + (stored.isEffective() ? " takes " : " refuses ")
                                + stored.address()
                                + " "
                                + (control instanceof Control.HomeChanged(var change)
                                        ? change
                                        : control));
        if (stored.homeEntry().isPresent()) {
            openTwice = isOpenTwice();
        }
    }

    private void adopted(ModelSite site, Stored stored, ShardEntry entry) {
        cutInboxes.adopted(entry.id());
        if (stored.address().stream().equals(site.stream())) {
            fleet.coverage().count(Count.ADOPTED_WRITES);
        }
    }

    private ShardHistory history(ShardId shard) {
        var history = histories.get(shard);
        if (history == null) {
            throw new IllegalStateException("nobody writes in shard " + shard);
        }
        return history;
    }

    private Inheritance inheritance(ShardId shard) {
        var inheritance = inheritances.get(shard);
        if (inheritance == null) {
            throw new IllegalStateException("nobody writes in shard " + shard);
        }
        return inheritance;
    }

    private boolean wasTakenOverSince(AccountId account, Epoch since) {
        return inheritance(account.shard()).wasTakenOverSince(since);
    }

    private void opened(ModelSite site, Stored stored, HomeOpened opened) {
        var home = stored.address().stream();
        var isOwn = home.equals(site.stream());
        if (isOwn) {
            fleet.coverage().opened(opened);
        }
        var comesBack = isOwn && fleet.control().isReturn(site.id(), opened.epoch());
        histories.forEach((shard, history) -> {
            if (!opened.shards().contains(shard)) {
                return;
            }
            if (isOwn) {
                inheritance(shard).opened(site, opened);
            }
            history.opened(site.id(), home, opened);
            if (comesBack) {
                inheritance(shard).cameBack(site, opened);
            }
        });
    }

    /** Somebody was told that an entry is safe. */
    void acknowledged(ModelSite site, EntryAddress address, ShardEntry entry) {
        fleet.coverage().count(Count.ACKNOWLEDGED_WRITES);
        inheritance(entry.shard()).acknowledged(site, address, entry.id(), entry.epoch());
    }

    /** Somebody was told that an entry is safe which stands where its first one does. */
    void acknowledgedAgain(ModelSite site, EntryAddress first, ShardEntry entry) {
        fleet.coverage().count(Count.REPEATED_WRITES);
        inheritance(entry.shard()).acknowledged(site, first, entry.id(), entry.epoch());
    }

    /** A site's view took in what follows in the log. */
    void applied(ModelSite site, ViewChange change) {
        inboxes.filled(site.id(), change.filled());
        if (!site.view().rebuilding().flagged().isEmpty()) {
            return;
        }
        var vector = site.log().upTo(site.view().position());
        var sum = site.view().sum();
        var other = sums.putIfAbsent(vector, sum);
        if (other != null && other != sum) {
            report("I7", site.id() + " shows other contents at " + vector + " than another site");
        }
    }

    /** A site's view has places again that it had before. */
    void filledAgain(ModelSite site, Map<Place, SyncKey> filled) {
        inboxes.filled(site.id(), filled);
    }

    /** A client reads what comes after its key. */
    void read(ModelClient client, SyncPage page) {
        if (page.start().kind() == SyncStart.Kind.ROLLED_BACK) {
            fleet.coverage().count(Count.ROLLED_BACK_KEYS);
        }
        page.items().forEach(_ -> fleet.coverage().count(Count.READ_MESSAGES));
        inboxes.read(client, page);
    }

    /** Whether a client keeps what an inbox holds. */
    boolean hasRead(ModelClient client, ModelSite at) {
        return !fleet.settings().losesSites()
                || cutInboxes.isAll(client.account(), at.view().inbox(client.account()));
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

    /** Checks that everything that was acknowledged, and all that had effect, is everywhere. */
    void checkEnd() {
        inheritances.values().forEach(Inheritance::checkEnd);
        for (var site : fleet.sites()) {
            for (var position = 1L; position <= site.log().last(); position++) {
                var stored = site.log().at(position);
                if ((stored.isEffective() || stored.isOvertaken())
                        && stored.entry() instanceof ShardEntry entry
                        && entry.fact().stated() instanceof Fact.MessageSent
                        && !has(site, entry.shard(), entry.id())) {
                    report("I4", site.id() + " has lost " + stored.address() + ", " + entry.id());
                }
            }
        }
    }

    private boolean has(ModelSite site, ShardId shard, DerivedId id) {
        return history(shard).has(site.id(), id);
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
