package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.witness.Holding;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.dcnode.home.witness.WitnessState.Standing;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.util.TreeMap;

/** A witness's state on its disk. Stateless. */
public final class StateFormat {

    private StateFormat() {}

    /** Writes a state. */
    public static LeaseV0.WitnessState write(WitnessState state) {
        var written =
                LeaseV0.WitnessState.newBuilder()
                        .setStanding(write(state.standing()))
                        .setNumber(LogFormat.write(state.number()))
                        .addAllFloors(LogFormat.writeFloors(state.floors()))
                        .addAllCeilings(LogFormat.writeCeilings(state.ceilings()))
                        .addAllHeard(LogFormat.writeHeard(state.heard()))
                        .setGrantMark(state.grantMark());
        if (state.table() != null) {
            written.setTable(TableFormat.write(state.table()));
        }
        state.holdings().forEach(holding -> written.addHoldings(write(holding)));
        new TreeMap<>(state.sequences())
                .forEach((holder, sequence) ->
                        written.addSequences(
                                LeaseV0.HolderSequence.newBuilder()
                                        .setHolder(LogFormat.write(holder))
                                        .setSequence(sequence)));
        return written.build();
    }

    /** Writes a standing. */
    public static LeaseV0.Standing write(Standing standing) {
        return switch (standing) {
            case EMPTY -> LeaseV0.Standing.STANDING_EMPTY;
            case WAITING -> LeaseV0.Standing.STANDING_WAITING;
            case MEMBER -> LeaseV0.Standing.STANDING_MEMBER;
        };
    }

    private static LeaseV0.Holding write(Holding holding) {
        return LeaseV0.Holding.newBuilder()
                .setHolder(LogFormat.write(holding.holder()))
                .setEpoch(holding.epoch().value())
                .setShards(ShardSetFormat.write(holding.shards()))
                .setClosed(ShardSetFormat.write(holding.closed()))
                .setVersion(holding.version())
                .setTtlMillis(holding.ttlMillis())
                .build();
    }

    /**
     * Reads a state from bytes.
     *
     * @throws MalformedMessageException if they are no state
     */
    public static WitnessState parse(byte[] bytes) throws MalformedMessageException {
        return read(Fields.parse("state", () -> LeaseV0.WitnessState.parseFrom(bytes)));
    }

    /**
     * Reads a state.
     *
     * @throws MalformedMessageException if a field is missing or breaks a rule
     */
    public static WitnessState read(LeaseV0.WitnessState wire) throws MalformedMessageException {
        return Fields.in(
                "state",
                () -> {
                    var standing = standing(wire.getStanding());
                    if (standing != Standing.EMPTY) {
                        Fields.present("table", wire.hasTable());
                    }
                    return new WitnessState(
                            standing,
                            Fields.in("number", () -> LogFormat.readNumber(wire.getNumber())),
                            wire.hasTable() ? TableFormat.read(wire.getTable()) : null,
                            Fields.list("holdings", wire.getHoldingsList(), StateFormat::holding),
                            Fields.<LeaseV0.HolderSequence, HolderId, Long>map(
                                    "sequences",
                                    wire.getSequencesList(),
                                    sequence -> LogFormat.readHolder(sequence.getHolder()),
                                    sequence ->
                                            Fields.atLeast("sequence", 0, sequence.getSequence())),
                            LogFormat.readFloors(wire.getFloorsList()),
                            LogFormat.readCeilings(wire.getCeilingsList()),
                            LogFormat.readHeard(wire.getHeardList()),
                            Fields.atLeast("grant_mark", 0, wire.getGrantMark()));
                });
    }

    private static Standing standing(LeaseV0.Standing wire) throws MalformedMessageException {
        return switch (wire) {
            case STANDING_EMPTY -> Standing.EMPTY;
            case STANDING_WAITING -> Standing.WAITING;
            case STANDING_MEMBER -> Standing.MEMBER;
            case STANDING_UNSPECIFIED, UNRECOGNIZED -> throw Fields.unknown("standing");
        };
    }

    private static Holding holding(LeaseV0.Holding wire) throws MalformedMessageException {
        return new Holding(
                LogFormat.readHolder(wire.getHolder()),
                new Epoch(wire.getEpoch()),
                Fields.in("shards", () -> ShardSetFormat.read(wire.getShards())),
                Fields.in("closed", () -> ShardSetFormat.read(wire.getClosed())),
                Fields.atLeast("version", 1, wire.getVersion()),
                Fields.atLeast("ttl_millis", 1, wire.getTtlMillis()));
    }
}
