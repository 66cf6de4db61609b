package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Control.MirrorPaused;
import dev.homeport.dcnode.entry.Control.ShardsDigested;
import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.Fact.Adopted;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.EffectiveEntry;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.Traffic.Delivered;
import dev.homeport.dcnode.view.Traffic.Sent;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Entries that take effect by the tables that they go to.
 *
 * @param openings the homes that they open, before anything else
 * @param accounts the accounts that they register
 * @param traffic the messages that they send and deliver
 * @param last the last entry of each shard
 * @param statements what sites say that they held of shards, in order
 */
record Contents(
        List<Opening> openings,
        List<Registered> accounts,
        Traffic traffic,
        Map<ShardId, EntryAddress> last,
        List<ShardsDigested> statements) {

    record Opening(EntryAddress address, HomeOpened opened) {
        Stream<ShardId> shards() {
            return opened.shards().stream().mapToObj(ShardId::new);
        }
    }

    record Registered(ShardEntry entry, AccountRegistered fact) {}

    /** Everything but what is about some shards; openings are told of all the same. */
    Contents without(ShardSet shards) {
        if (shards.isEmpty()) {
            return this;
        }
        var left = new HashMap<>(last);
        left.keySet().removeIf(shards::contains);
        return new Contents(
                openings,
                accounts.stream().filter(each -> left.containsKey(each.entry().shard())).toList(),
                traffic.only(left::containsKey),
                left,
                statements);
    }

    /** The shards whose sums change or are told. */
    Set<ShardId> shards() {
        var shards = new TreeSet<>(last.keySet());
        openings.forEach(opening -> opening.shards().forEach(shards::add));
        return shards;
    }

    static Contents of(List<EffectiveEntry> entries) {
        var openings = new ArrayList<Opening>();
        var accounts = new ArrayList<Registered>();
        var sent = new ArrayList<Sent>();
        var delivered = new ArrayList<Delivered>();
        var last = new TreeMap<ShardId, EntryAddress>();
        var statements = new ArrayList<ShardsDigested>();
        for (var effective : entries) {
            switch (effective.entry()) {
                case ShardEntry entry -> {
                    last.put(entry.shard(), effective.address());
                    switch (entry.fact().stated()) {
                        case AccountRegistered fact -> accounts.add(new Registered(entry, fact));
                        case MessageSent fact ->
                                sent.add(
                                        new Sent(
                                                effective.position(),
                                                effective.address(),
                                                entry,
                                                fact));
                        case MessageDelivered fact ->
                                delivered.add(new Delivered(entry.epoch(), fact));
                        case Adopted nested ->
                                throw new IllegalArgumentException(
                                        "an adoption of an adoption: " + nested);
                    }
                }
                case ControlEntry entry -> {
                    switch (entry.control()) {
                        case HomeChanged(HomeOpened opened) ->
                                openings.add(new Opening(effective.address(), opened));
                        case ShardsDigested digested -> statements.add(digested);
                        // A closing ends writes, which is the log's affair; what was written
                        // stays in view.
                        case HomeChanged(HomeClosed _),
                                GrantReceived _,
                                BlockTaken _,
                                FeatureRaised _,
                                MirrorPaused _,
                                ClaimsSettled _ -> {}
                    }
                }
            }
        }
        return new Contents(openings, accounts, new Traffic(sent, delivered), last, statements);
    }
}
