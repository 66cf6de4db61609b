package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import org.jspecify.annotations.Nullable;

/** What witnesses say to each other on the wire. Stateless. */
public final class PeerFormat {

    private PeerFormat() {}

    /** Writes a message. */
    public static LeaseV0.PeerMessage write(PeerMessage message) {
        var written = LeaseV0.PeerMessage.newBuilder();
        switch (message) {
            case PeerMessage.Consult(var round) ->
                    written.setConsult(LeaseV0.Consult.newBuilder().setRound(round));
            case PeerMessage.Counsel(var round, var heardOfYou, var knowledge) -> {
                var counsel =
                        LeaseV0.Counsel.newBuilder()
                                .setRound(round)
                                .setHeardOfYou(LogFormat.write(heardOfYou));
                if (knowledge != null) {
                    counsel.setKnowledge(write(knowledge));
                }
                written.setCounsel(counsel);
            }
            case PeerMessage.TakeGeneration(var round, var generation) ->
                    written.setTakeGeneration(
                            LeaseV0.TakeGeneration.newBuilder()
                                    .setRound(round)
                                    .setGeneration(generation));
            case PeerMessage.GenerationRecorded(var round, var generation) ->
                    written.setGenerationRecorded(
                            LeaseV0.GenerationRecorded.newBuilder()
                                    .setRound(round)
                                    .setGeneration(generation));
        }
        return written.build();
    }

    private static LeaseV0.Knowledge write(PeerMessage.Knowledge knowledge) {
        return LeaseV0.Knowledge.newBuilder()
                .setTable(TableFormat.write(knowledge.table()))
                .addAllFloors(LogFormat.writeFloors(knowledge.floors()))
                .addAllCeilings(LogFormat.writeCeilings(knowledge.ceilings()))
                .addAllHeard(LogFormat.writeHeard(knowledge.heard()))
                .setGrantMark(knowledge.grantMark())
                .build();
    }

    /**
     * Reads a message.
     *
     * @throws MalformedMessageException if a field is missing or breaks a rule
     */
    public static PeerMessage read(LeaseV0.PeerMessage wire) throws MalformedMessageException {
        return Fields.in(
                "peer_message",
                () ->
                        switch (wire.getMessageCase()) {
                            case CONSULT -> new PeerMessage.Consult(wire.getConsult().getRound());
                            case COUNSEL -> counsel(wire.getCounsel());
                            case TAKE_GENERATION ->
                                    new PeerMessage.TakeGeneration(
                                            wire.getTakeGeneration().getRound(),
                                            generation(wire.getTakeGeneration().getGeneration()));
                            case GENERATION_RECORDED ->
                                    new PeerMessage.GenerationRecorded(
                                            wire.getGenerationRecorded().getRound(),
                                            generation(
                                                    wire.getGenerationRecorded().getGeneration()));
                            case MESSAGE_NOT_SET -> throw Fields.unknown("message");
                        });
    }

    private static long generation(long value) throws MalformedMessageException {
        return Fields.atLeast("generation", 1, value);
    }

    private static PeerMessage counsel(LeaseV0.Counsel wire) throws MalformedMessageException {
        Fields.present("heard_of_you", wire.hasHeardOfYou());
        return new PeerMessage.Counsel(
                wire.getRound(),
                Fields.in("heard_of_you", () -> LogFormat.readNumber(wire.getHeardOfYou())),
                knowledge(wire));
    }

    private static PeerMessage.@Nullable Knowledge knowledge(LeaseV0.Counsel wire)
            throws MalformedMessageException {
        if (!wire.hasKnowledge()) {
            return null;
        }
        var knowledge = wire.getKnowledge();
        return Fields.in(
                "knowledge",
                () ->
                        new PeerMessage.Knowledge(
                                TableFormat.read(knowledge.getTable()),
                                LogFormat.readFloors(knowledge.getFloorsList()),
                                LogFormat.readCeilings(knowledge.getCeilingsList()),
                                LogFormat.readHeard(knowledge.getHeardList()),
                                Fields.atLeast("grant_mark", 0, knowledge.getGrantMark())));
    }
}
