package dev.homeport.controlplane.adapter.protobuf;

import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.record.Proposal;
import dev.homeport.controlplane.record.TakeoverProposed;
import dev.homeport.controlplane.record.TakeoverWithdrawn;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Proposals and receipts of takeovers as messages. Stateless. */
final class TakeoverCodec {

    private TakeoverCodec() {}

    static ControlV0.Receipt write(Receipt receipt) {
        var wire =
                ControlV0.Receipt.newBuilder()
                        .setBound(receipt.bound())
                        .setWaitsMillis(receipt.waitsMillis());
        for (var mirrored : receipt.mirrored()) {
            wire.addMirroredBuilder()
                    .setSite(mirrored.site().name())
                    .setLogSite(mirrored.log().site().name())
                    .setLogIncarnation(mirrored.log().incarnation())
                    .setOffset(mirrored.offset());
        }
        receipt.fence().ifPresent(wire::setFence);
        return wire.build();
    }

    static Receipt read(ControlV0.Receipt wire) throws MalformedMessageException {
        return new Receipt(
                wire.getBound(),
                Fields.list(
                        "mirrored",
                        wire.getMirroredList(),
                        one ->
                                new Receipt.Mirrored(
                                        new SiteId(one.getSite()),
                                        new SiteLog(
                                                new SiteId(one.getLogSite()),
                                                one.getLogIncarnation()),
                                        one.getOffset())),
                wire.getWaitsMillis(),
                wire.hasFence() ? Optional.of(wire.getFence()) : Optional.empty());
    }

    static ControlV0.TakeoverProposed write(SiteId site, Proposal proposal) {
        return ControlV0.TakeoverProposed.newBuilder()
                .setSite(site.name())
                .setWhy(proposal.why())
                .setAtMillis(proposal.sinceMillis())
                .build();
    }

    static TakeoverProposed read(ControlV0.TakeoverProposed wire) {
        return new TakeoverProposed(
                new SiteId(wire.getSite()), new Proposal(wire.getWhy(), wire.getAtMillis()));
    }

    static ControlV0.TakeoverWithdrawn write(TakeoverWithdrawn record) {
        return ControlV0.TakeoverWithdrawn.newBuilder()
                .setSite(record.site().name())
                .setWhy(record.why())
                .build();
    }

    static TakeoverWithdrawn read(ControlV0.TakeoverWithdrawn wire) {
        return new TakeoverWithdrawn(new SiteId(wire.getSite()), wire.getWhy());
    }

    static SortedMap<SiteId, Proposal> read(List<ControlV0.TakeoverProposed> wire) {
        var proposals = new TreeMap<SiteId, Proposal>();
        for (var one : wire) {
            var proposed = read(one);
            proposals.put(proposed.site(), proposed.proposal());
        }
        return proposals;
    }
}
