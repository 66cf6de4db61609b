package dev.homeport.dcnode.report.adapter.protobuf;

import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.report.SiteReport;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import java.util.List;
import java.util.SortedMap;

/** Reports of a site to their messages. Stateless. */
public final class ReportFormat {

    private ReportFormat() {}

    /** Writes a report. */
    public static NodeV0.SiteReport write(SiteReport report) {
        var message =
                NodeV0.SiteReport.newBuilder()
                        .setSite(report.own().site().name())
                        .setNode(report.node())
                        .setIncarnation(report.own().incarnation())
                        .setLeading(report.leading())
                        .setTableVersion(report.tableVersion())
                        .addAllOpen(shards(report.open()))
                        .addAllNext(shards(report.next()))
                        .setLeased(ShardSetFormat.write(report.leased()))
                        .addAllStreams(offsets(report.streams()))
                        .setLogRoomBytes(report.logRoomBytes());
        report.full().ifPresent(full -> write(full, message));
        return message.build();
    }

    private static void write(SiteReport.Full full, NodeV0.SiteReport.Builder message) {
        message.setFull(true)
                .addAllApplied(offsets(full.applied()))
                .setViewLagEntries(full.view().lagEntries())
                .setViewLagMillis(full.view().lagMillis())
                .setViewTrouble(full.view().trouble().orElse(""))
                .setReseeding(full.view().reseeding())
                .setDiffering(full.view().differing())
                .addAllSearched(offsets(full.searched()))
                .setOrphans(full.adoption().pending())
                .setAdopted(full.adoption().adopted())
                .addAllLinks(full.links().stream().map(ReportFormat::write).toList());
    }

    /** Writes what a view holds. */
    public static NodeV0.DigestsAnswer write(Digests digests) {
        var shards = digests.digests().keySet();
        return NodeV0.DigestsAnswer.newBuilder()
                .addAllApplied(offsets(digests.applied()))
                .setShards(
                        ShardSetFormat.write(
                                ShardSet.matching(shard -> shards.contains(new ShardId(shard)))))
                .addAllDigests(digests.digests().values())
                .build();
    }

    private static NodeV0.LinkAt write(LinkStatus link) {
        var message =
                NodeV0.LinkAt.newBuilder()
                        .setOrigin(link.origin().name())
                        .setState(link.state().name())
                        .setDetail(link.detail());
        link.lagEntries().ifPresent(message::setLagEntries);
        link.oldestUnshippedMillis().ifPresent(message::setOldestUnshippedMillis);
        return message.build();
    }

    private static List<NodeV0.ShardsAt> shards(SortedMap<Epoch, ShardSet> byEpoch) {
        return byEpoch.entrySet().stream()
                .map(at ->
                        NodeV0.ShardsAt.newBuilder()
                                .setEpoch(at.getKey().value())
                                .setShards(ShardSetFormat.write(at.getValue()))
                                .build())
                .toList();
    }

    private static List<NodeV0.StreamAt> offsets(SortedMap<SiteLog, Long> byStream) {
        return byStream.entrySet().stream()
                .map(at ->
                        NodeV0.StreamAt.newBuilder()
                                .setStream(
                                        NodeV0.StreamName.newBuilder()
                                                .setSite(at.getKey().site().name())
                                                .setIncarnation(at.getKey().incarnation()))
                                .setOffset(at.getValue())
                                .build())
                .toList();
    }
}
