package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.InboxView;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.EffectiveEntry;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * A site's view: rows, and up to where in the log they go. What becomes of a batch the product's
 * own {@link Traffic} decides.
 */
final class ModelView implements InboxView {

    /** What came of a batch. */
    record Applied(ViewChange change, boolean homesChanged) {}

    private final ViewRows rows = new ViewRows();
    private final Rebuilding rebuilding;
    private final long[] openings = new long[ShardId.COUNT];
    private long position;

    /**
     * Makes an empty view.
     *
     * @param again hears what is written again
     */
    ModelView(MoveSettings settings, Consumer<ViewChange> again) {
        this.rebuilding = new Rebuilding(settings, rows, () -> position, again);
    }

    long position() {
        return position;
    }

    long sum() {
        return rows.sum();
    }

    /** What is built again in it. */
    Rebuilding rebuilding() {
        return rebuilding;
    }

    boolean shows(DerivedId message) {
        return rows.message(message).isPresent();
    }

    NavigableMap<SyncKey, DerivedId> inbox(AccountId account) {
        return rows.inbox(account);
    }

    /** Takes in what follows in the log. */
    Applied apply(List<Stored> batch) {
        var effective = new ArrayList<EffectiveEntry>();
        var homesChanged = false;
        for (var stored : batch) {
            position = stored.position();
            if (stored.isEffective()) {
                effective.add(
                        new EffectiveEntry(stored.position(), stored.address(), stored.entry()));
                homesChanged |= stored.homeEntry().isPresent();
            }
        }
        for (var each : effective) {
            ModelLog.opening(each.entry())
                    .ifPresent(opened -> {
                        rebuilding.opened(opened, each.address());
                        opened(opened);
                    });
        }
        var traffic = rebuilding.shown(effective);
        var change = traffic.change(rows.held(traffic));
        rows.write(change);
        return new Applied(change, homesChanged);
    }

    private void opened(HomeOpened opened) {
        var epoch = opened.epoch().value();
        opened.shards().stream()
                .forEach(shard -> openings[shard] = Math.max(openings[shard], epoch));
    }

    /** The messages and deliveries among some entries. */
    static Traffic traffic(List<EffectiveEntry> effective) {
        var sent = new ArrayList<Traffic.Sent>();
        var delivered = new ArrayList<Traffic.Delivered>();
        for (var each : effective) {
            if (each.entry() instanceof ShardEntry entry) {
                switch (entry.fact().stated()) {
                    case Fact.MessageSent fact ->
                            sent.add(
                                    new Traffic.Sent(each.position(), each.address(), entry, fact));
                    case Fact.MessageDelivered fact ->
                            delivered.add(new Traffic.Delivered(entry.epoch(), fact));
                    case Fact.AccountRegistered _, Fact.Adopted _ ->
                            throw new IllegalStateException("nobody registers here: " + entry);
                }
            }
        }
        return new Traffic(sent, delivered);
    }

    /** What waits in some shards for its place, in the order of the log. */
    List<Undelivered> undelivered(ShardSet among, int limit) {
        return rows.undelivered(among.minus(rebuilding.flagged()), limit);
    }

    boolean allIsDelivered() {
        return rows.allIsDelivered();
    }

    @Override
    public Standing standing(AccountId account, Epoch epoch) {
        var last =
                epoch.equals(Epoch.NONE)
                        ? null
                        : inbox(account).floorKey(new SyncKey(epoch, Long.MAX_VALUE));
        return new Standing(
                new Epoch(openings[account.shard().value()]),
                last == null ? SyncKey.START : last,
                rebuilding.flagged().contains(account.shard()));
    }

    @Override
    public List<InboxItem> after(AccountId account, SyncKey key, int limit) {
        var items = new ArrayList<InboxItem>();
        for (var place : inbox(account).tailMap(key, false).entrySet()) {
            var message = rows.message(place.getValue());
            if (message.isEmpty() || items.size() == limit) {
                break;
            }
            items.add(
                    new InboxItem(
                            place.getKey(),
                            place.getValue(),
                            message.get().sender(),
                            message.get().text(),
                            message.get().sentAtMillis()));
        }
        return items;
    }
}
