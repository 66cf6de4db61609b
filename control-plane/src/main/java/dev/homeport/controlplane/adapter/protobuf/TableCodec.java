package dev.homeport.controlplane.adapter.protobuf;

import com.google.protobuf.ByteString;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.lease.LeaseV0;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Routing tables as the message that witnesses and sites know. What is read is read from this
 * module's own log. Stateless.
 */
public final class TableCodec {

    private static final int BITMAP_BYTES = ShardId.COUNT / Byte.SIZE;

    private TableCodec() {}

    /** Writes a table. */
    public static LeaseV0.RoutingTable write(RoutingTable table) {
        var wire =
                LeaseV0.RoutingTable.newBuilder()
                        .setFleet(table.fleet().toString())
                        .setVersion(table.version())
                        .setLongestTtlMillis(table.leases().longestTtlMillis());
        for (var allotment : table.allotments()) {
            var written = wire.addAllotmentsBuilder().setShards(write(allotment.shards()));
            for (var link : allotment.chain().links()) {
                written.addChainBuilder()
                        .setEpoch(link.epoch().value())
                        .setHome(link.home().name())
                        .addAllLost(names(new TreeSet<>(link.lost())));
            }
        }
        wire.addAllWitnesses(names(table.witnesses()));
        table.leases()
                .ttlMillis()
                .forEach((site, millis) ->
                        wire.addTtlsBuilder().setSite(site.name()).setTtlMillis(millis));
        table.fences()
                .forEach((log, since) -> {
                    var fence = wire.addFencesBuilder().setSinceVersion(since);
                    fence.getLogBuilder()
                            .setSite(log.site().name())
                            .setIncarnation(log.incarnation());
                });
        return wire.build();
    }

    private static List<String> names(Iterable<SiteId> sites) {
        var names = new ArrayList<String>();
        sites.forEach(site -> names.add(site.name()));
        return names;
    }

    private static LeaseV0.ShardSet write(ShardSet shards) {
        var bits = BitSet.valueOf(shards.toBitmap());
        var runs = LeaseV0.ShardRuns.newBuilder();
        var at = 0;
        while (bits.nextSetBit(at) >= 0) {
            var from = bits.nextSetBit(at);
            var to = bits.nextClearBit(from);
            runs.addLengths(from - at).addLengths(to - from);
            at = to;
        }
        if (runs.build().getSerializedSize() <= BITMAP_BYTES) {
            return LeaseV0.ShardSet.newBuilder().setRuns(runs).build();
        }
        var bytes = ByteBuffer.allocate(BITMAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(shards.toBitmap());
        return LeaseV0.ShardSet.newBuilder().setBitmap(ByteString.copyFrom(bytes)).build();
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if it breaks a rule of tables
     */
    public static RoutingTable read(LeaseV0.RoutingTable wire) {
        var ttls = new TreeMap<SiteId, Long>();
        wire.getTtlsList().forEach(ttl -> ttls.put(new SiteId(ttl.getSite()), ttl.getTtlMillis()));
        var fences = new TreeMap<SiteLog, Long>();
        wire.getFencesList()
                .forEach(fence ->
                        fences.put(
                                new SiteLog(
                                        new SiteId(fence.getLog().getSite()),
                                        fence.getLog().getIncarnation()),
                                fence.getSinceVersion()));
        return new RoutingTable(
                FleetId.parse(wire.getFleet()),
                wire.getVersion(),
                wire.getAllotmentsList().stream().map(TableCodec::read).toList(),
                wire.getWitnessesList().stream().map(SiteId::new).collect(Collectors.toSet()),
                new LeasePolicy(ttls, wire.getLongestTtlMillis()),
                fences);
    }

    private static Allotment read(LeaseV0.Allotment wire) {
        var links =
                wire.getChainList().stream()
                        .map(link ->
                                new Assignment(
                                        new Epoch(link.getEpoch()),
                                        new SiteId(link.getHome()),
                                        link.getLostList().stream()
                                                .map(SiteId::new)
                                                .collect(Collectors.toSet())))
                        .toList();
        return new Allotment(read(wire.getShards()), new Chain(links));
    }

    private static ShardSet read(LeaseV0.ShardSet wire) {
        return switch (wire.getFormCase()) {
            case RUNS -> read(wire.getRuns());
            case BITMAP -> {
                if (wire.getBitmap().size() != BITMAP_BYTES) {
                    throw new IllegalArgumentException(
                            "shards: a bitmap has "
                                    + BITMAP_BYTES
                                    + " bytes, not "
                                    + wire.getBitmap().size());
                }
                var words = new long[BITMAP_BYTES / Long.BYTES];
                wire.getBitmap()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(words);
                yield ShardSet.ofBitmap(words);
            }
            case FORM_NOT_SET -> throw new IllegalArgumentException("shards: are missing");
        };
    }

    private static ShardSet read(LeaseV0.ShardRuns runs) {
        var shards = ShardSet.none();
        var at = 0;
        for (var i = 0; i < runs.getLengthsCount(); i++) {
            var to = Math.addExact(at, runs.getLengths(i));
            if (i % 2 == 1) {
                shards = shards.union(ShardSet.range(at, to));
            }
            at = to;
        }
        return shards;
    }
}
