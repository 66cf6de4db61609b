package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;

/** Asks for leases and the answers to them on the wire. Stateless. */
public final class LeaseFormat {

    /**
     * The highest offset and headroom that are believed: their sum still fits, so that nobody can
     * make a ceiling overflow.
     */
    private static final long HIGHEST_OFFSET = Long.MAX_VALUE / 4;

    private LeaseFormat() {}

    /** Writes an ask. */
    public static LeaseV0.LeaseAsk write(LeaseAsk ask) {
        return LeaseV0.LeaseAsk.newBuilder()
                .setHolder(LogFormat.write(ask.holder()))
                .setSequence(ask.sequence())
                .setTable(TableFormat.write(ask.table()))
                .setWanted(ShardSetFormat.write(ask.wanted()))
                .setGivenUp(ShardSetFormat.write(ask.givenUp()))
                .setLowered(ask.lowered())
                .setFloor(LogFormat.write(ask.floor()))
                .addAllHeard(LogFormat.writeHeard(ask.heard()))
                .build();
    }

    /**
     * Reads an ask.
     *
     * @throws MalformedMessageException if a field is missing or breaks a rule, such as a holder of
     *     a site for which the ask's table has no lease policy
     */
    public static LeaseAsk read(LeaseV0.LeaseAsk wire) throws MalformedMessageException {
        return Fields.in(
                "ask",
                () -> {
                    Fields.present("floor", wire.hasFloor());
                    var holder = LogFormat.readHolder(wire.getHolder());
                    var table = TableFormat.read(wire.getTable());
                    var floor = Fields.in("floor", () -> LogFormat.readMark(wire.getFloor()));
                    bounded("floor", floor.offset());
                    // A witness looks the holder's length up in the table that came with the ask.
                    table.leases().ttlMillis(holder.site());
                    return new LeaseAsk(
                            holder,
                            Fields.atLeast("sequence", 1, wire.getSequence()),
                            table,
                            Fields.in("wanted", () -> ShardSetFormat.read(wire.getWanted())),
                            Fields.in("given_up", () -> ShardSetFormat.read(wire.getGivenUp())),
                            wire.getLowered(),
                            floor,
                            LogFormat.readHeard(wire.getHeardList()));
                });
    }

    /** Writes an answer. */
    public static LeaseV0.LeaseAnswer write(LeaseAnswer answer) {
        var written =
                LeaseV0.LeaseAnswer.newBuilder()
                        .setWitness(answer.witness().name())
                        .setHolder(LogFormat.write(answer.holder()))
                        .setSequence(answer.sequence())
                        .setNumber(LogFormat.write(answer.number()));
        switch (answer.outcome()) {
            case LeaseAnswer.Granted granted ->
                    written.setGranted(
                            LeaseV0.Granted.newBuilder()
                                    .setShards(ShardSetFormat.write(granted.shards()))
                                    .setBlocked(ShardSetFormat.write(granted.blocked()))
                                    .setTtlMillis(granted.ttlMillis())
                                    .setHeadroom(granted.headroom()));
            case LeaseAnswer.NewerTable(var table) ->
                    written.setNewerTable(TableFormat.write(table));
            case LeaseAnswer.NotReady() ->
                    written.setNotReady(LeaseV0.NotReady.getDefaultInstance());
            case LeaseAnswer.Refused(var reason) ->
                    written.setRefused(LeaseV0.Refused.newBuilder().setReason(reason));
        }
        return written.build();
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedMessageException if a field is missing or breaks a rule
     */
    public static LeaseAnswer read(LeaseV0.LeaseAnswer wire) throws MalformedMessageException {
        return Fields.in(
                "answer",
                () ->
                        new LeaseAnswer(
                                new SiteId(wire.getWitness()),
                                LogFormat.readHolder(wire.getHolder()),
                                Fields.atLeast("sequence", 1, wire.getSequence()),
                                Fields.in("number", () -> LogFormat.readNumber(wire.getNumber())),
                                outcome(wire)));
    }

    private static LeaseAnswer.Outcome outcome(LeaseV0.LeaseAnswer wire)
            throws MalformedMessageException {
        return switch (wire.getOutcomeCase()) {
            case GRANTED -> Fields.in("granted", () -> granted(wire.getGranted()));
            case NEWER_TABLE -> new LeaseAnswer.NewerTable(TableFormat.read(wire.getNewerTable()));
            case NOT_READY -> new LeaseAnswer.NotReady();
            case REFUSED -> new LeaseAnswer.Refused(wire.getRefused().getReason());
            case OUTCOME_NOT_SET -> throw Fields.unknown("outcome");
        };
    }

    private static LeaseAnswer.Granted granted(LeaseV0.Granted wire)
            throws MalformedMessageException {
        return new LeaseAnswer.Granted(
                Fields.in("shards", () -> ShardSetFormat.read(wire.getShards())),
                Fields.in("blocked", () -> ShardSetFormat.read(wire.getBlocked())),
                Fields.atLeast("ttl_millis", 1, wire.getTtlMillis()),
                bounded("headroom", Fields.atLeast("headroom", 0, wire.getHeadroom())));
    }

    private static long bounded(String field, long value) throws MalformedMessageException {
        if (value > HIGHEST_OFFSET) {
            throw new MalformedMessageException(
                    field + ": " + value + " is above " + HIGHEST_OFFSET);
        }
        return value;
    }
}
