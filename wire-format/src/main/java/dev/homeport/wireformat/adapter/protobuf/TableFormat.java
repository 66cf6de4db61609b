package dev.homeport.wireformat.adapter.protobuf;

import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.lease.LeaseV0;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Routing tables on the wire and on disk, whole. Stateless. */
public final class TableFormat {

    /** A week: no isolation budget is longer, and a time of it in nanoseconds cannot overflow. */
    private static final long LONGEST_TTL_MILLIS = TimeUnit.DAYS.toMillis(7);

    private TableFormat() {}

    /** Writes a table. */
    public static LeaseV0.RoutingTable write(RoutingTable table) {
        var written =
                LeaseV0.RoutingTable.newBuilder()
                        .setFleet(table.fleet().toString())
                        .setVersion(table.version())
                        .setLongestTtlMillis(table.leases().longestTtlMillis());
        table.allotments().forEach(allotment -> written.addAllotments(write(allotment)));
        table.witnesses().forEach(witness -> written.addWitnesses(witness.name()));
        table.leases()
                .ttlMillis()
                .forEach((site, ttlMillis) ->
                        written.addTtls(
                                LeaseV0.SiteTtl.newBuilder()
                                        .setSite(site.name())
                                        .setTtlMillis(ttlMillis)));
        table.fences()
                .forEach((log, since) ->
                        written.addFences(
                                LeaseV0.Fence.newBuilder()
                                        .setLog(write(log))
                                        .setSinceVersion(since)));
        return written.build();
    }

    private static LeaseV0.Allotment write(Allotment allotment) {
        var written =
                LeaseV0.Allotment.newBuilder().setShards(ShardSetFormat.write(allotment.shards()));
        for (var link : allotment.chain().links()) {
            var assignment =
                    LeaseV0.Assignment.newBuilder()
                            .setEpoch(link.epoch().value())
                            .setHome(link.home().name());
            new TreeSet<>(link.lost()).forEach(site -> assignment.addLost(site.name()));
            written.addChain(assignment);
        }
        return written.build();
    }

    /**
     * Reads a table from bytes, such as a file's.
     *
     * @throws MalformedMessageException if they are no table, or one that breaks a rule of tables
     */
    public static RoutingTable parse(byte[] bytes) throws MalformedMessageException {
        return read(Fields.parse("table", () -> LeaseV0.RoutingTable.parseFrom(bytes)));
    }

    /**
     * Reads a table.
     *
     * @throws MalformedMessageException if it breaks a rule of tables
     */
    public static RoutingTable read(LeaseV0.RoutingTable wire) throws MalformedMessageException {
        return Fields.in(
                "table",
                () -> {
                    var fleet = FleetId.parse(wire.getFleet());
                    if (wire.getLongestTtlMillis() > LONGEST_TTL_MILLIS) {
                        throw new MalformedMessageException(
                                "longest_ttl_millis: "
                                        + wire.getLongestTtlMillis()
                                        + " is above "
                                        + LONGEST_TTL_MILLIS);
                    }
                    var allotments =
                            Fields.list(
                                    "allotments", wire.getAllotmentsList(), TableFormat::allotment);
                    var witnesses = sites("witnesses", wire.getWitnessesList());
                    var ttls =
                            Fields.map(
                                    "ttls",
                                    wire.getTtlsList(),
                                    ttl -> new SiteId(ttl.getSite()),
                                    LeaseV0.SiteTtl::getTtlMillis);
                    var fences =
                            Fields.<LeaseV0.Fence, SiteLog, Long>map(
                                    "fences",
                                    wire.getFencesList(),
                                    fence -> readLog(fence.getLog()),
                                    fence -> Fields.atLeast("since", 1, fence.getSinceVersion()));
                    return new RoutingTable(
                            fleet,
                            wire.getVersion(),
                            allotments,
                            witnesses,
                            new LeasePolicy(ttls, wire.getLongestTtlMillis()),
                            fences);
                });
    }

    /** Writes which log. */
    public static LeaseV0.SiteLog write(SiteLog log) {
        return LeaseV0.SiteLog.newBuilder()
                .setSite(log.site().name())
                .setIncarnation(log.incarnation())
                .build();
    }

    /**
     * Reads which log.
     *
     * @throws MalformedMessageException if it names none
     */
    public static SiteLog readLog(LeaseV0.SiteLog wire) throws MalformedMessageException {
        return Fields.in(
                "log", () -> new SiteLog(new SiteId(wire.getSite()), wire.getIncarnation()));
    }

    /**
     * Reads a set of sites.
     *
     * @param field its name, for messages
     * @throws MalformedMessageException if a name is none, or stands there twice
     */
    public static Set<SiteId> sites(String field, List<String> names)
            throws MalformedMessageException {
        return Fields.set(field, names, SiteId::new);
    }

    private static Allotment allotment(LeaseV0.Allotment wire) throws MalformedMessageException {
        var shards = Fields.in("shards", () -> ShardSetFormat.read(wire.getShards()));
        var links = Fields.list("chain", wire.getChainList(), TableFormat::assignment);
        return new Allotment(shards, new Chain(links));
    }

    private static Assignment assignment(LeaseV0.Assignment wire) throws MalformedMessageException {
        return new Assignment(
                new Epoch(wire.getEpoch()),
                new SiteId(wire.getHome()),
                sites("lost", wire.getLostList()));
    }
}
