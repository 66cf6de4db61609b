package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.InboxView;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A site's view as rows in memory, which outlive the site's process as those of a database do. What
 * becomes of a batch the product's own {@link Traffic} decides.
 */
final class ModelView implements InboxView {

    /** What came of a batch. */
    record Applied(ViewChange change, boolean homesChanged) {}

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final Map<DerivedId, Held.Message> messages = new HashMap<>();
    private final Map<Place, SyncKey> places = new HashMap<>();
    private final Map<AccountId, TreeMap<SyncKey, DerivedId>> inboxes = new HashMap<>();
    private final TreeMap<Long, Undelivered> undelivered = new TreeMap<>();
    private final Map<Place, Long> waiting = new HashMap<>();
    private final long[] openings = new long[ShardId.COUNT];
    private long position;
    private long sum;

    long position() {
        return position;
    }

    /** A sum over all rows, which does not depend on their order. */
    long sum() {
        return sum;
    }

    boolean shows(DerivedId message) {
        return messages.containsKey(message);
    }

    NavigableMap<SyncKey, DerivedId> inbox(AccountId account) {
        return inboxes.getOrDefault(account, new TreeMap<>());
    }

    /** Takes in what follows in the log. */
    Applied apply(List<Stored> batch) {
        var sent = new ArrayList<Traffic.Sent>();
        var delivered = new ArrayList<Traffic.Delivered>();
        var homesChanged = false;
        for (var stored : batch) {
            position = stored.position();
            if (!stored.isEffective()) {
                continue;
            }
            if (stored.entry() instanceof ShardEntry entry) {
                switch (entry.fact()) {
                    case Fact.MessageSent fact ->
                            sent.add(
                                    new Traffic.Sent(
                                            stored.position(), stored.address(), entry, fact));
                    case Fact.MessageDelivered fact ->
                            delivered.add(new Traffic.Delivered(entry.epoch(), fact));
                    case Fact.AccountRegistered _, Fact.Adopted _ ->
                            throw new IllegalStateException(
                                    "nobody registers here, and nothing is taken over");
                }
            } else {
                homesChanged = true;
                ModelLog.opening(stored.entry())
                        .ifPresent(opened ->
                                opened.shards().stream()
                                        .forEach(shard ->
                                                openings[shard] =
                                                        Math.max(
                                                                openings[shard],
                                                                opened.epoch().value())));
            }
        }
        var traffic = new Traffic(sent, delivered);
        var change = traffic.change(held(traffic));
        write(change);
        return new Applied(change, homesChanged);
    }

    private Held held(Traffic traffic) {
        var heldMessages = new HashMap<DerivedId, Held.Message>();
        for (var id : traffic.messages()) {
            var message = messages.get(id);
            if (message != null) {
                heldMessages.put(id, message);
            }
        }
        var heldPlaces = new HashMap<Place, SyncKey>();
        for (var place : traffic.places()) {
            var key = places.get(place);
            if (key != null) {
                heldPlaces.put(place, key);
            }
        }
        var ends = new HashMap<AccountId, SyncKey>();
        for (var account : traffic.inboxes()) {
            var inbox = inbox(account);
            if (!inbox.isEmpty()) {
                ends.put(account, inbox.lastKey());
            }
        }
        return new Held(heldMessages, heldPlaces, ends);
    }

    private void write(ViewChange change) {
        for (var each : change.messages()) {
            var fact = each.fact();
            messages.put(
                    each.entry().id(),
                    new Held.Message(
                            fact.sender(), fact.text().text(), each.entry().acceptedAtMillis()));
            sum += mixed(each.entry().id().high(), fact.sender().value());
        }
        change.filled()
                .forEach((place, key) -> {
                    places.put(place, key);
                    inboxes.computeIfAbsent(place.account(), _ -> new TreeMap<>())
                            .put(key, place.message());
                    sum +=
                            mixed(
                                    place.message().high() ^ place.account().value(),
                                    key.epoch().value() << 32 | key.n());
                    var at = waiting.remove(place);
                    if (at != null) {
                        undelivered.remove(at);
                    }
                });
        for (var each : change.waiting()) {
            undelivered.put(each.position(), each.undelivered());
            waiting.put(new Place(each.fact().recipient(), each.entry().id()), each.position());
        }
    }

    private static long mixed(long one, long other) {
        var word = (one ^ Long.rotateLeft(other * PRIME, 29)) * PRIME;
        return (word ^ word >>> 31) * PRIME;
    }

    /** What waits in some shards for its place, in the order of the log. */
    List<Undelivered> undelivered(ShardSet among, int limit) {
        return undelivered.values().stream()
                .filter(each -> among.contains(each.recipient().shard()))
                .limit(limit)
                .toList();
    }

    boolean allIsDelivered() {
        return undelivered.isEmpty();
    }

    @Override
    public Standing standing(AccountId account, Epoch epoch) {
        var last =
                epoch.equals(Epoch.NONE)
                        ? null
                        : inbox(account).floorKey(new SyncKey(epoch, Long.MAX_VALUE));
        return new Standing(
                new Epoch(openings[account.shard().value()]), last == null ? SyncKey.START : last);
    }

    @Override
    public List<InboxItem> after(AccountId account, SyncKey key, int limit) {
        var items = new ArrayList<InboxItem>();
        for (var place : inbox(account).tailMap(key, false).entrySet()) {
            var message = messages.get(place.getValue());
            if (message == null || items.size() == limit) {
                break;
            }
            items.add(
                    new InboxItem(
                            place.getKey(),
                            place.getValue(),
                            message.sender(),
                            message.text(),
                            message.sentAtMillis()));
        }
        return items;
    }
}
