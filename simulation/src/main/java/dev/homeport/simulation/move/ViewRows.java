package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of a view: messages, inboxes and what waits for its place. They outlive the site's
 * process, as those of a database do. One thread.
 */
final class ViewRows {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private record Row(ShardId shard, AccountId recipient, Held.Message message) {}

    private final Map<DerivedId, Row> messages = new HashMap<>();
    private final Map<Place, SyncKey> places = new HashMap<>();
    private final Map<AccountId, TreeMap<SyncKey, DerivedId>> inboxes = new HashMap<>();
    private final TreeMap<Long, Undelivered> undelivered = new TreeMap<>();
    private final Map<Place, Long> waiting = new HashMap<>();
    private long sum;

    /** A sum over all messages and inboxes, which does not depend on their order. */
    long sum() {
        return sum;
    }

    Optional<Held.Message> message(DerivedId id) {
        return Optional.ofNullable(messages.get(id)).map(Row::message);
    }

    NavigableMap<SyncKey, DerivedId> inbox(AccountId account) {
        return inboxes.getOrDefault(account, new TreeMap<>());
    }

    /** What is there of that which some traffic touches. */
    Held held(Traffic traffic) {
        var heldMessages = new HashMap<DerivedId, Held.Message>();
        for (var id : traffic.messages()) {
            message(id).ifPresent(message -> heldMessages.put(id, message));
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

    void write(ViewChange change) {
        for (var each : change.messages()) {
            var fact = each.fact();
            var id = each.entry().id();
            messages.put(
                    id,
                    new Row(
                            each.entry().shard(),
                            fact.recipient(),
                            new Held.Message(
                                    fact.sender(),
                                    fact.text().text(),
                                    each.entry().acceptedAtMillis())));
            sum += mixed(id, fact.sender());
        }
        change.filled()
                .forEach((place, key) -> {
                    places.put(place, key);
                    inboxes.computeIfAbsent(place.account(), _ -> new TreeMap<>())
                            .put(key, place.message());
                    sum += mixed(place, key);
                    stopWaiting(place);
                });
        change.waiting().forEach(this::await);
    }

    /** Has a message wait for its place; one that waits already goes on doing so. */
    private void await(Traffic.Sent sent) {
        if (waiting.putIfAbsent(sent.place(), sent.position()) == null) {
            undelivered.put(sent.position(), sent.undelivered());
        }
    }

    private void stopWaiting(Place place) {
        var at = waiting.remove(place);
        if (at != null) {
            undelivered.remove(at);
        }
    }

    /** Has those of some messages wait that are here and have no place, to whom they were sent. */
    void awaitAgain(List<Traffic.Sent> crossing) {
        for (var each : crossing) {
            var row = messages.get(each.entry().id());
            if (row != null
                    && row.recipient().equals(each.fact().recipient())
                    && !places.containsKey(each.place())) {
                await(each);
            }
        }
    }

    /** Deletes everything of some shards. */
    void wipe(ShardSet shards) {
        for (var place : List.copyOf(waiting.keySet())) {
            var row = messages.get(place.message());
            if (shards.contains(place.account().shard())
                    || (row != null && shards.contains(row.shard()))) {
                stopWaiting(place);
            }
        }
        messages.entrySet()
                .removeIf(each -> {
                    var row = each.getValue();
                    var goes = shards.contains(row.shard());
                    if (goes) {
                        sum -= mixed(each.getKey(), row.message().sender());
                    }
                    return goes;
                });
        places.entrySet()
                .removeIf(each -> {
                    var goes = shards.contains(each.getKey().account().shard());
                    if (goes) {
                        sum -= mixed(each.getKey(), each.getValue());
                    }
                    return goes;
                });
        inboxes.keySet().removeIf(account -> shards.contains(account.shard()));
    }

    private static long mixed(DerivedId id, AccountId sender) {
        return mixed(id.high(), sender.value());
    }

    private static long mixed(Place place, SyncKey key) {
        return mixed(
                place.message().high() ^ place.account().value(),
                key.epoch().value() << 32 | key.n());
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
}
