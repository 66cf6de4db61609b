package dev.homeport.controlplane.adapter.protobuf;

import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.MoveAborting;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Moves and native homes as messages. Stateless. */
final class MoveCodec {

    private MoveCodec() {}

    static ControlV0.NativeHomes write(NativeHomes natives) {
        var wire = ControlV0.NativeHomes.newBuilder();
        natives.bySite()
                .forEach((site, shards) ->
                        wire.addSitesBuilder()
                                .setSite(site.name())
                                .setShards(ShardSetFormat.write(shards)));
        return wire.build();
    }

    static NativeHomes read(ControlV0.NativeHomes wire) throws MalformedMessageException {
        return new NativeHomes(
                new TreeMap<>(
                        Fields.<ControlV0.SiteShards, SiteId, ShardSet>map(
                                "sites",
                                wire.getSitesList(),
                                one -> new SiteId(one.getSite()),
                                one -> ShardSetFormat.read(one.getShards()))));
    }

    static ControlV0.Move write(Move move) {
        var wire = ControlV0.Move.newBuilder();
        move.receipt().map(TakeoverCodec::write).ifPresent(wire::setReceipt);
        return wire.setId(move.id().text())
                .setKind(
                        switch (move.kind()) {
                            case EVACUATION -> ControlV0.MoveKind.MOVE_KIND_EVACUATION;
                            case FAIL_BACK -> ControlV0.MoveKind.MOVE_KIND_FAIL_BACK;
                            case TAKEOVER -> ControlV0.MoveKind.MOVE_KIND_TAKEOVER;
                        })
                .setSite(move.site().name())
                .addAllTransfers(move.transfers().stream().map(MoveCodec::write).toList())
                .setTableVersion(move.tableVersion())
                .setAborting(move.phase() == MovePhase.ABORTING)
                .setBy(move.by())
                .setReason(move.reason())
                .setBeganMillis(move.beganMillis())
                .build();
    }

    static Move read(ControlV0.Move wire) throws MalformedMessageException {
        return new Move(
                new MoveId(wire.getId()),
                switch (wire.getKind()) {
                    case MOVE_KIND_EVACUATION -> MoveKind.EVACUATION;
                    case MOVE_KIND_FAIL_BACK -> MoveKind.FAIL_BACK;
                    case MOVE_KIND_TAKEOVER -> MoveKind.TAKEOVER;
                    case MOVE_KIND_UNSPECIFIED, UNRECOGNIZED -> throw Fields.unknown("kind");
                },
                new SiteId(wire.getSite()),
                transfers("transfers", wire.getTransfersList()),
                wire.getTableVersion(),
                wire.getAborting() ? MovePhase.ABORTING : MovePhase.MOVING,
                wire.getBy(),
                wire.getReason(),
                wire.getBeganMillis(),
                wire.hasReceipt()
                        ? Optional.of(TakeoverCodec.read(wire.getReceipt()))
                        : Optional.empty());
    }

    private static ControlV0.Transfer write(Transfer transfer) {
        return ControlV0.Transfer.newBuilder()
                .setShards(ShardSetFormat.write(transfer.shards()))
                .setFrom(transfer.from().name())
                .setTo(transfer.to().name())
                .setEpoch(transfer.epoch().value())
                .build();
    }

    private static List<Transfer> transfers(String field, List<ControlV0.Transfer> wire)
            throws MalformedMessageException {
        return Fields.list(
                field,
                wire,
                one ->
                        new Transfer(
                                ShardSetFormat.read(one.getShards()),
                                new SiteId(one.getFrom()),
                                new SiteId(one.getTo()),
                                new Epoch(one.getEpoch())));
    }

    static ControlV0.MoveAborting write(MoveAborting record) {
        return ControlV0.MoveAborting.newBuilder()
                .setId(record.id().text())
                .addAllBack(record.back().stream().map(MoveCodec::write).toList())
                .setTableVersion(record.tableVersion())
                .setWhy(record.why())
                .build();
    }

    static MoveAborting read(ControlV0.MoveAborting wire) throws MalformedMessageException {
        return new MoveAborting(
                new MoveId(wire.getId()),
                transfers("back", wire.getBackList()),
                wire.getTableVersion(),
                wire.getWhy());
    }

    static ControlV0.MoveEnded write(MoveEnded record) {
        return ControlV0.MoveEnded.newBuilder()
                .setId(record.id().text())
                .setOutcome(
                        switch (record.outcome()) {
                            case DONE -> ControlV0.MoveOutcome.MOVE_OUTCOME_DONE;
                            case ABORTED -> ControlV0.MoveOutcome.MOVE_OUTCOME_ABORTED;
                            case OVERTAKEN -> ControlV0.MoveOutcome.MOVE_OUTCOME_OVERTAKEN;
                        })
                .setWhy(record.why())
                .setAtMillis(record.atMillis())
                .build();
    }

    static MoveEnded read(ControlV0.MoveEnded wire) throws MalformedMessageException {
        return new MoveEnded(
                new MoveId(wire.getId()),
                switch (wire.getOutcome()) {
                    case MOVE_OUTCOME_DONE -> MoveOutcome.DONE;
                    case MOVE_OUTCOME_ABORTED -> MoveOutcome.ABORTED;
                    case MOVE_OUTCOME_OVERTAKEN -> MoveOutcome.OVERTAKEN;
                    case MOVE_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw Fields.unknown("outcome");
                },
                wire.getWhy(),
                wire.getAtMillis());
    }

    static void write(Moves moves, ControlV0.State.Builder wire) {
        moves.open().values().forEach(move -> wire.addMoves(write(move)));
        for (var ended : moves.ended()) {
            wire.addEndedMoves(
                    ControlV0.EndedMove.newBuilder()
                            .setMove(write(ended.move()))
                            .setEnd(
                                    write(
                                            new MoveEnded(
                                                    ended.move().id(),
                                                    ended.outcome(),
                                                    ended.why(),
                                                    ended.atMillis()))));
        }
    }

    static Moves read(ControlV0.State wire) throws MalformedMessageException {
        var open = new LinkedHashMap<MoveId, Move>();
        for (var move : Fields.list("moves", wire.getMovesList(), MoveCodec::read)) {
            if (open.put(move.id(), move) != null) {
                throw new MalformedMessageException("moves: " + move.id() + " stands there twice");
            }
        }
        return new Moves(
                open, Fields.list("ended_moves", wire.getEndedMovesList(), MoveCodec::readEnded));
    }

    private static EndedMove readEnded(ControlV0.EndedMove wire) throws MalformedMessageException {
        var end = read(wire.getEnd());
        return new EndedMove(read(wire.getMove()), end.outcome(), end.why(), end.atMillis());
    }
}
