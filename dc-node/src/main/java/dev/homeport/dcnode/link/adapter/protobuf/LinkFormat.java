package dev.homeport.dcnode.link.adapter.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Cargo;
import dev.homeport.dcnode.link.pull.Credit;
import dev.homeport.dcnode.link.pull.Needs;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is asked and said on a line. Stateless. */
public final class LinkFormat {

    private LinkFormat() {}

    /** Writes an ask. */
    public static LinkV0.LinkAsk write(Ask ask) {
        var written = LinkV0.LinkAsk.newBuilder();
        switch (ask) {
            case Ask.Ship(var round, var incarnation, var from, var credit) ->
                    written.setShip(
                            LinkV0.Ship.newBuilder()
                                    .setRound(round)
                                    .setIncarnation(incarnation)
                                    .setFromOffset(from)
                                    .setCredit(write(credit)));
            case Ask.More(var round, var credit) ->
                    written.setMore(
                            LinkV0.More.newBuilder().setRound(round).setCredit(write(credit)));
            case Ask.Ping(var number) ->
                    written.setPing(LinkV0.Ping.newBuilder().setNumber(number));
        }
        return written.build();
    }

    private static LinkV0.Credit write(Credit credit) {
        return LinkV0.Credit.newBuilder()
                .setWeight(credit.weight())
                .setBatchBytes(credit.batchBytes())
                .build();
    }

    /**
     * Reads an ask.
     *
     * @throws MalformedMessageException if it is none, or opens a line
     */
    public static Ask read(LinkV0.LinkAsk wire) throws MalformedMessageException {
        return switch (wire.getAskCase()) {
            case SHIP ->
                    Fields.in(
                            "ship",
                            () ->
                                    new Ask.Ship(
                                            wire.getShip().getRound(),
                                            wire.getShip().getIncarnation(),
                                            wire.getShip().getFromOffset(),
                                            read(wire.getShip().getCredit())));
            case MORE ->
                    Fields.in(
                            "more",
                            () ->
                                    new Ask.More(
                                            Fields.atLeast("round", 1, wire.getMore().getRound()),
                                            read(wire.getMore().getCredit())));
            case PING -> new Ask.Ping(Fields.atLeast("ping.number", 1, wire.getPing().getNumber()));
            case OPEN, ASK_NOT_SET -> throw Fields.unknown("ask");
        };
    }

    private static Credit read(LinkV0.Credit wire) throws MalformedMessageException {
        return Fields.in("credit", () -> new Credit(wire.getWeight(), wire.getBatchBytes()));
    }

    /** Writes a word. */
    public static LinkV0.LinkWord write(Word word) {
        var written = head(word);
        word.cargo()
                .ifPresent(cargo -> {
                    switch (cargo) {
                        case Shipment shipment -> written.setBatch(write(shipment));
                        case Cargo.Trimmed(var round, var first) ->
                                written.setTrimmed(
                                        LinkV0.Trimmed.newBuilder()
                                                .setRound(round)
                                                .setFirstOffset(first));
                    }
                });
        return written.build();
    }

    private static LinkV0.LinkWord.Builder head(Word word) {
        var written = LinkV0.LinkWord.newBuilder().setEcho(word.echo()).setLed(word.led());
        word.ends().forEach(end -> written.addEnds(write(end)));
        word.unshipped()
                .ifPresent(unshipped -> {
                    var figures =
                            LinkV0.Unshipped.newBuilder()
                                    .setEntries(unshipped.entries())
                                    .setOldestAgeMillis(unshipped.oldestAgeMillis());
                    unshipped.bytes().ifPresent(figures::setBytes);
                    written.setUnshipped(figures);
                });
        return written;
    }

    static LinkV0.StreamEnd write(StreamEnd end) {
        return LinkV0.StreamEnd.newBuilder()
                .setIncarnation(end.stream().incarnation())
                .setOffset(end.lastOffset())
                .setHash(write(end.hash()))
                .build();
    }

    private static ByteString write(RunningHash hash) {
        return ByteString.copyFrom(hash.asByteBuffer());
    }

    private static LinkV0.Batch write(Shipment shipment) {
        var written =
                LinkV0.Batch.newBuilder()
                        .setRound(shipment.round())
                        .setIncarnation(shipment.stream().incarnation())
                        .setFirstOffset(shipment.firstOffset())
                        .setPreviousHash(write(shipment.previousHash()))
                        .setLastHash(write(shipment.lastHash()))
                        .setAgeMillis(shipment.ageMillis());
        for (var draft : shipment.drafts()) {
            written.addEntries(
                    LinkV0.Entry.newBuilder()
                            .setType(draft.type())
                            .setFormatVersion(draft.formatVersion())
                            .setId(draft.id().value())
                            // A payload never changes.
                            .setPayload(
                                    UnsafeByteOperations.unsafeWrap(
                                            draft.payload().asByteBuffer())));
        }
        return written.build();
    }

    /**
     * Reads a word.
     *
     * @param origin whose entries were asked for
     * @throws MalformedMessageException if it is none
     */
    public static Word read(SiteId origin, LinkV0.LinkWord wire) throws MalformedMessageException {
        return Fields.in(
                "word",
                () ->
                        readHead(
                                origin,
                                wire,
                                switch (wire.getCargoCase()) {
                                    case BATCH ->
                                            Optional.of(
                                                    Fields.in(
                                                            "batch",
                                                            () -> read(origin, wire.getBatch())));
                                    case TRIMMED -> Optional.of(read(wire.getTrimmed()));
                                    case CARGO_NOT_SET -> Optional.empty();
                                }));
    }

    static Word readHead(SiteId origin, LinkV0.LinkWord wire, Optional<Cargo> cargo)
            throws MalformedMessageException {
        return new Word(
                Fields.atLeast("echo", 0, wire.getEcho()),
                Fields.list("ends", wire.getEndsList(), end -> read(origin, end)),
                wire.getLed(),
                wire.hasUnshipped() ? Optional.of(read(wire.getUnshipped())) : Optional.empty(),
                cargo);
    }

    static StreamEnd read(SiteId origin, LinkV0.StreamEnd wire) throws MalformedMessageException {
        return new StreamEnd(
                new SiteLog(origin, wire.getIncarnation()),
                Fields.atLeast("offset", 0, wire.getOffset()),
                hash("hash", wire.getHash()));
    }

    private static Unshipped read(LinkV0.Unshipped wire) {
        return new Unshipped(
                wire.getEntries(),
                wire.hasBytes() ? OptionalLong.of(wire.getBytes()) : OptionalLong.empty(),
                wire.getOldestAgeMillis());
    }

    static Cargo read(LinkV0.Trimmed wire) throws MalformedMessageException {
        return new Cargo.Trimmed(
                wire.getRound(), Fields.atLeast("trimmed.first_offset", 1, wire.getFirstOffset()));
    }

    private static Cargo read(SiteId origin, LinkV0.Batch wire) throws MalformedMessageException {
        var drafts = Fields.list("entries", wire.getEntriesList(), LinkFormat::read);
        var bytes = 0L;
        for (var draft : drafts) {
            bytes += draft.payload().size();
        }
        var stream = new SiteLog(origin, wire.getIncarnation());
        return summary(origin, wire, drafts.size(), bytes, BatchNeeds.of(stream, drafts), drafts);
    }

    static Shipment summary(
            SiteId origin,
            LinkV0.Batch wire,
            int entries,
            long bytes,
            Needs needs,
            List<Draft> drafts)
            throws MalformedMessageException {
        return new Shipment(
                wire.getRound(),
                new SiteLog(origin, wire.getIncarnation()),
                wire.getFirstOffset(),
                hash("previous_hash", wire.getPreviousHash()),
                hash("last_hash", wire.getLastHash()),
                wire.getAgeMillis(),
                entries,
                bytes,
                needs,
                drafts);
    }

    private static Draft read(LinkV0.Entry wire) {
        return new Draft(
                wire.getType(),
                wire.getFormatVersion(),
                new EntryId(wire.getId()),
                Payload.copyOf(wire.getPayload().asReadOnlyByteBuffer()));
    }

    private static RunningHash hash(String field, ByteString wire)
            throws MalformedMessageException {
        return Fields.in(field, () -> RunningHash.copyOf(wire.toByteArray()));
    }
}
