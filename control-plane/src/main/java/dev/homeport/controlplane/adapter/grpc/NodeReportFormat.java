package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.report.LinkView;
import dev.homeport.controlplane.report.NodeReport;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a node reports. Stateless. */
final class NodeReportFormat {

    /** Texts are shown to operators: one that is longer was not meant for them. */
    private static final int LONGEST_TEXT = 512;

    private NodeReportFormat() {}

    /**
     * Reads a report.
     *
     * @param asked the node that was asked: it speaks for itself alone
     * @throws MalformedMessageException if a field cannot be read, or it is another node's
     */
    static NodeReport read(NodeName asked, NodeV0.SiteReport wire)
            throws MalformedMessageException {
        if (!wire.getSite().equals(asked.site().name()) || wire.getNode() != asked.node()) {
            throw new MalformedMessageException(
                    "site, node: it is not the report of " + asked + ", which was asked");
        }
        return Fields.in(
                "report",
                () ->
                        new NodeReport(
                                asked.site(),
                                asked.node(),
                                wire.getLeading(),
                                wire.getFull(),
                                Fields.atLeast("table_version", 0, wire.getTableVersion()),
                                shards("open", wire.getOpenList()),
                                shards("next", wire.getNextList()),
                                wire.hasLeased()
                                        ? Fields.in(
                                                "leased",
                                                () -> ShardSetFormat.read(wire.getLeased()))
                                        : ShardSet.none(),
                                offsets("streams", wire.getStreamsList()),
                                offsets("applied", wire.getAppliedList()),
                                Fields.list("links", wire.getLinksList(), NodeReportFormat::link),
                                Fields.atLeast("view_lag_entries", 0, wire.getViewLagEntries()),
                                Fields.atLeast("view_lag_millis", 0, wire.getViewLagMillis()),
                                wire.getViewTrouble().isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(shortened(wire.getViewTrouble())),
                                Fields.atLeast("log_room_bytes", 0, wire.getLogRoomBytes()),
                                wire.getFull() ? Optional.of(healing(wire)) : Optional.empty()));
    }

    private static Healing healing(NodeV0.SiteReport wire) throws MalformedMessageException {
        return new Healing(
                offsets("searched", wire.getSearchedList()),
                Math.toIntExact(Fields.atLeast("orphans", 0, wire.getOrphans())),
                Fields.atLeast("adopted", 0, wire.getAdopted()),
                Math.toIntExact(Fields.atLeast("reseeding", 0, wire.getReseeding())),
                Math.toIntExact(Fields.atLeast("differing", 0, wire.getDiffering())));
    }

    private static Map<Epoch, ShardSet> shards(String field, List<NodeV0.ShardsAt> wire)
            throws MalformedMessageException {
        return Fields.<NodeV0.ShardsAt, Epoch, ShardSet>map(
                field,
                wire,
                at -> new Epoch(at.getEpoch()),
                at -> ShardSetFormat.read(at.getShards()));
    }

    private static Map<SiteLog, Long> offsets(String field, List<NodeV0.StreamAt> wire)
            throws MalformedMessageException {
        return Fields.<NodeV0.StreamAt, SiteLog, Long>map(
                field,
                wire,
                at ->
                        new SiteLog(
                                new SiteId(at.getStream().getSite()),
                                at.getStream().getIncarnation()),
                at -> Fields.atLeast("offset", 0, at.getOffset()));
    }

    private static LinkView link(NodeV0.LinkAt wire) throws MalformedMessageException {
        return new LinkView(
                new SiteId(wire.getOrigin()),
                shortened(wire.getState()),
                wire.hasLagEntries()
                        ? OptionalLong.of(Fields.atLeast("lag_entries", 0, wire.getLagEntries()))
                        : OptionalLong.empty(),
                wire.hasOldestUnshippedMillis()
                        ? OptionalLong.of(
                                Fields.atLeast(
                                        "oldest_unshipped_millis",
                                        0,
                                        wire.getOldestUnshippedMillis()))
                        : OptionalLong.empty(),
                shortened(wire.getDetail()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
