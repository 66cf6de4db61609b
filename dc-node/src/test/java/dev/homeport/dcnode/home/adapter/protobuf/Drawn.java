package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.Holding;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Nouns of the lease protocol, drawn from a seed. */
final class Drawn {

    private static final List<SiteId> SITES =
            List.of("shanghai", "hongkong", "canada", "a", "z-9").stream()
                    .map(SiteId::new)
                    .toList();

    private final SplittableRandom chance;

    Drawn(long seed) {
        chance = new SplittableRandom(seed);
    }

    ShardSet shards() {
        return switch (chance.nextInt(5)) {
            case 0 -> ShardSet.none();
            case 1 -> ShardSet.all();
            case 2 -> {
                var from = chance.nextInt(4_097);
                yield ShardSet.range(from, chance.nextInt(from, 4_097));
            }
            case 3 -> ShardSet.matching(shard -> chance.nextInt(64) == 0);
            default -> ShardSet.matching(shard -> chance.nextBoolean());
        };
    }

    SiteId site() {
        return SITES.get(chance.nextInt(SITES.size()));
    }

    SiteLog log() {
        return new SiteLog(site(), chance.nextLong(1, Long.MAX_VALUE));
    }

    HolderId holder() {
        return new HolderId(log(), chance.nextInt(1, 1_000), chance.nextLong(Long.MAX_VALUE));
    }

    LogMark mark() {
        return new LogMark(chance.nextLong(Long.MAX_VALUE / 4), chance.nextLong());
    }

    StoreNumber number() {
        return new StoreNumber(chance.nextLong(Long.MAX_VALUE), chance.nextLong(Long.MAX_VALUE));
    }

    RoutingTable table() {
        var parts = chance.nextInt(1, 5);
        var scattered = chance.nextBoolean();
        var allotments =
                IntStream.range(0, parts)
                        .mapToObj(part ->
                                new Allotment(
                                        ShardSet.matching(shard ->
                                                (scattered ? shard : shard / 1_024) % parts
                                                        == part),
                                        chain(part)))
                        .toList();
        var ttls = new HashMap<SiteId, Long>();
        SITES.forEach(site -> ttls.put(site, chance.nextLong(1, 100_000)));
        var version = chance.nextLong(1, Long.MAX_VALUE);
        return new RoutingTable(
                new FleetId(new UUID(chance.nextLong(), chance.nextLong())),
                version,
                allotments,
                Set.copyOf(SITES.subList(0, chance.nextInt(1, SITES.size()))),
                new LeasePolicy(ttls, 100_000),
                map(this::log, () -> chance.nextLong(1, version + 1)));
    }

    private Chain chain(int distinct) {
        var links = new ArrayList<Assignment>();
        var epoch = (long) distinct;
        for (var i = chance.nextInt(1, Chain.LONGEST + 1); i > 0; i--) {
            epoch += chance.nextLong(1, 1_000);
            var home = site();
            var lost = new HashSet<SiteId>();
            if (chance.nextBoolean()) {
                lost.add(site());
                lost.remove(home);
            }
            links.add(new Assignment(new Epoch(epoch), home, lost));
        }
        return new Chain(links);
    }

    private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        var map = new HashMap<K, V>();
        for (var i = chance.nextInt(4); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    LeaseAsk ask() {
        return new LeaseAsk(
                holder(),
                chance.nextLong(1, Long.MAX_VALUE),
                table(),
                shards(),
                shards(),
                chance.nextBoolean(),
                mark(),
                map(this::site, this::number));
    }

    LeaseAnswer answer() {
        var outcome =
                switch (chance.nextInt(4)) {
                    case 0 ->
                            new LeaseAnswer.Granted(
                                    shards(),
                                    shards(),
                                    chance.nextLong(1, 900_000),
                                    chance.nextLong(0, 1 << 20));
                    case 1 -> new LeaseAnswer.NewerTable(table());
                    case 2 -> new LeaseAnswer.NotReady();
                    default -> new LeaseAnswer.Refused("because of " + chance.nextInt());
                };
        return new LeaseAnswer(
                site(), holder(), chance.nextLong(1, Long.MAX_VALUE), number(), outcome);
    }

    /** A message as releases without grant marks wrote it too. */
    PeerMessage peerMessage() {
        return peerMessage(0);
    }

    /** A message that may carry a grant mark. */
    PeerMessage markedPeerMessage() {
        return peerMessage(chance.nextLong(Long.MAX_VALUE));
    }

    private PeerMessage peerMessage(long grantMark) {
        return switch (chance.nextInt(5)) {
            case 0 -> new PeerMessage.Consult(chance.nextLong());
            case 1 -> new PeerMessage.Counsel(chance.nextLong(), number(), null);
            case 2 ->
                    new PeerMessage.Counsel(
                            chance.nextLong(),
                            number(),
                            new PeerMessage.Knowledge(
                                    table(),
                                    map(this::log, this::mark),
                                    map(this::log, () -> chance.nextLong(Long.MAX_VALUE)),
                                    map(this::site, this::number),
                                    grantMark));
            case 3 ->
                    new PeerMessage.TakeGeneration(
                            chance.nextLong(), chance.nextLong(1, Long.MAX_VALUE));
            default ->
                    new PeerMessage.GenerationRecorded(
                            chance.nextLong(), chance.nextLong(1, Long.MAX_VALUE));
        };
    }

    /** A state as releases without grant marks wrote it too. */
    WitnessState state() {
        return state(0);
    }

    /** A state with a grant mark. */
    WitnessState markedState() {
        return state(chance.nextLong(1, Long.MAX_VALUE));
    }

    private WitnessState state(long grantMark) {
        var holdings = new ArrayList<Holding>();
        for (var i = chance.nextInt(5); i > 0; i--) {
            holdings.add(
                    new Holding(
                            holder(),
                            new Epoch(chance.nextLong(Long.MAX_VALUE)),
                            shards(),
                            shards(),
                            chance.nextLong(1, Long.MAX_VALUE),
                            chance.nextLong(1, 900_000)));
        }
        var standings = List.copyOf(EnumSet.allOf(WitnessState.Standing.class));
        var standing = standings.get(chance.nextInt(standings.size()));
        return new WitnessState(
                standing,
                number(),
                standing == WitnessState.Standing.EMPTY ? null : table(),
                holdings,
                map(this::holder, () -> chance.nextLong(Long.MAX_VALUE)),
                map(this::log, this::mark),
                map(this::log, () -> chance.nextLong(Long.MAX_VALUE)),
                map(this::site, this::number),
                grantMark);
    }

    byte[] bytes() {
        var bytes = new byte[chance.nextInt(200)];
        chance.nextBytes(bytes);
        return bytes;
    }

    int below(int bound) {
        return chance.nextInt(bound);
    }
}
