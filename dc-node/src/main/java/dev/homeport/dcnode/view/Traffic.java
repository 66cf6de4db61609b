package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages that a batch sends and delivers, and what becomes of them: pure, so that what a
 * store does is to answer one question and to write down one answer. Numbers follow the order of
 * the log and so are the same at every site.
 *
 * @param sent what it sends, in the order of the log
 * @param delivered what it delivers, in the order of the log
 */
public record Traffic(List<Sent> sent, List<Delivered> delivered) {

    /** Makes it. */
    public Traffic {
        sent = List.copyOf(sent);
        delivered = List.copyOf(delivered);
    }

    /**
     * A message on its way.
     *
     * @param position where it stands in this site's log
     * @param address the entry that sends it
     * @param entry what the entry says around it
     * @param fact the message
     */
    public record Sent(long position, EntryAddress address, ShardEntry entry, MessageSent fact) {

        /** The place that it is to take. */
        public Place place() {
            return new Place(fact.recipient(), entry.id());
        }

        /** The message as one that waits for its place. */
        public Undelivered undelivered() {
            return new Undelivered(entry.id(), fact.recipient(), address);
        }

        Held.Message message() {
            return new Held.Message(fact.sender(), fact.text().text(), entry.acceptedAtMillis());
        }
    }

    /**
     * A delivery.
     *
     * @param epoch the epoch of the home that decided it
     * @param fact the delivery
     */
    public record Delivered(Epoch epoch, MessageDelivered fact) {

        Place place() {
            return new Place(fact.recipient(), fact.message());
        }
    }

    /** The part that is about some shards. */
    public Traffic only(Predicate<ShardId> shards) {
        return new Traffic(
                sent.stream().filter(each -> shards.test(each.entry().shard())).toList(),
                delivered.stream()
                        .filter(each -> shards.test(each.fact().recipient().shard()))
                        .toList());
    }

    /** The messages that a store is to be asked about. */
    public Set<DerivedId> messages() {
        return Stream.concat(
                        sent.stream().map(each -> each.entry().id()),
                        delivered.stream().map(each -> each.fact().message()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The places that a store is to be asked about. */
    public Set<Place> places() {
        return Stream.concat(
                        sent.stream().map(Sent::place), delivered.stream().map(Delivered::place))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The inboxes whose ends a store is to be asked for. */
    public Set<AccountId> inboxes() {
        return delivered.stream()
                .map(each -> each.fact().recipient())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Decides what changes.
     *
     * <p>The first message of an id stays, and a message takes one place of an inbox: a repeat past
     * the judge's window changes nothing. A delivery may come before its message, over another
     * site's link or by its place in the batch; the message is delivered all the same.
     *
     * @param held what the view holds of {@link #messages}, {@link #places} and {@link #inboxes}
     */
    public ViewChange change(Held held) {
        var fresh = new LinkedHashMap<DerivedId, Sent>();
        for (var each : sent) {
            if (!held.messages().containsKey(each.entry().id())) {
                fresh.putIfAbsent(each.entry().id(), each);
            }
        }
        var arrivals = new ArrayList<Arrival>();
        var filled = new LinkedHashMap<Place, SyncKey>();
        for (var each : fresh.values()) {
            // What stands behind it in the inbox was held back too, so its reader has to look.
            var key = held.places().get(each.place());
            if (key != null) {
                arrivals.add(new Arrival(each.fact().recipient(), key, Optional.empty()));
            }
        }
        var ends = new HashMap<>(held.ends());
        for (var each : delivered) {
            var place = each.place();
            if (held.places().containsKey(place) || filled.containsKey(place)) {
                continue;
            }
            var key = ends.getOrDefault(place.account(), SyncKey.START).next(each.epoch());
            ends.put(place.account(), key);
            filled.put(place, key);
            arrivals.add(
                    new Arrival(place.account(), key, item(place.message(), key, fresh, held)));
        }
        var waiting =
                fresh.values().stream()
                        .filter(each -> !held.places().containsKey(each.place()))
                        .filter(each -> !filled.containsKey(each.place()))
                        .toList();
        return new ViewChange(List.copyOf(fresh.values()), filled, waiting, arrivals);
    }

    private static Optional<InboxItem> item(
            DerivedId message, SyncKey key, Map<DerivedId, Sent> fresh, Held held) {
        var inBatch = Optional.ofNullable(fresh.get(message)).map(Sent::message);
        return inBatch.or(() -> Optional.ofNullable(held.messages().get(message)))
                .map(known ->
                        new InboxItem(
                                key, message, known.sender(), known.text(), known.sentAtMillis()));
    }
}
