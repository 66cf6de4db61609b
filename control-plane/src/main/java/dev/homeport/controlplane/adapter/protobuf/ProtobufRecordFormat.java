package dev.homeport.controlplane.adapter.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.MoveAborting;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.record.NativeHomesSet;
import dev.homeport.controlplane.record.PolicySet;
import dev.homeport.controlplane.record.RecordFormat;
import dev.homeport.controlplane.record.Replayed;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.record.TakeoverProposed;
import dev.homeport.controlplane.record.TakeoverWithdrawn;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Decisions and states as the messages of {@code control.proto}, format version {@value #VERSION}:
 * a decision's version stands beside it in the log, a state's is its first byte. Stateless and
 * thread-safe.
 */
public final class ProtobufRecordFormat implements RecordFormat {

    /** The version of both formats; 0 until release 1.0. */
    public static final int VERSION = 0;

    /** The type of the log's entries that are decisions. */
    public static final int DECISION_TYPE = 1;

    @Override
    public boolean knows(int type, int formatVersion) {
        return type == DECISION_TYPE && formatVersion == VERSION;
    }

    @Override
    public Draft encode(EntryId id, Decision decision) {
        var wire =
                ControlV0.Decision.newBuilder()
                        .setBasis(decision.basis())
                        .setBy(decision.by())
                        .setAtMillis(decision.atMillis())
                        .setReason(decision.reason());
        decision.records().forEach(record -> wire.addRecords(write(record)));
        return new Draft(DECISION_TYPE, VERSION, id, Payload.copyOf(wire.build().toByteArray()));
    }

    private static ControlV0.Record write(ControlRecord record) {
        var wire = ControlV0.Record.newBuilder();
        return switch (record) {
            case TopologySet(var topology) ->
                    wire.setTopologySet(TopologyCodec.write(topology)).build();
            case PolicySet(var policy) -> wire.setPolicySet(TopologyCodec.write(policy)).build();
            case TableCommitted(var table) ->
                    wire.setTableCommitted(TableFormat.write(table)).build();
            case NativeHomesSet(var natives) ->
                    wire.setNativeHomesSet(MoveCodec.write(natives)).build();
            case MoveBegun(var move) ->
                    wire.setMoveBegun(
                                    ControlV0.MoveBegun.newBuilder().setMove(MoveCodec.write(move)))
                            .build();
            case MoveAborting aborting -> wire.setMoveAborting(MoveCodec.write(aborting)).build();
            case MoveEnded ended -> wire.setMoveEnded(MoveCodec.write(ended)).build();
            case TakeoverProposed(var site, var proposal) ->
                    wire.setTakeoverProposed(TakeoverCodec.write(site, proposal)).build();
            case TakeoverWithdrawn withdrawn ->
                    wire.setTakeoverWithdrawn(TakeoverCodec.write(withdrawn)).build();
        };
    }

    @Override
    public Decision decode(Entry entry) {
        try {
            var wire = ControlV0.Decision.parseFrom(entry.payload().toByteArray());
            return new Decision(
                    wire.getBasis(),
                    wire.getBy(),
                    wire.getAtMillis(),
                    wire.getReason(),
                    Fields.list("records", wire.getRecordsList(), ProtobufRecordFormat::read));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw new IllegalArgumentException(
                    "entry " + entry.address() + " is no decision: " + e.getMessage(), e);
        }
    }

    private static ControlRecord read(ControlV0.Record wire) throws MalformedMessageException {
        return switch (wire.getRecordCase()) {
            case TOPOLOGY_SET -> new TopologySet(TopologyCodec.read(wire.getTopologySet()));
            case POLICY_SET -> new PolicySet(TopologyCodec.read(wire.getPolicySet()));
            case TABLE_COMMITTED -> new TableCommitted(TableFormat.read(wire.getTableCommitted()));
            case NATIVE_HOMES_SET -> new NativeHomesSet(MoveCodec.read(wire.getNativeHomesSet()));
            case MOVE_BEGUN -> new MoveBegun(MoveCodec.read(wire.getMoveBegun().getMove()));
            case MOVE_ABORTING -> MoveCodec.read(wire.getMoveAborting());
            case MOVE_ENDED -> MoveCodec.read(wire.getMoveEnded());
            case TAKEOVER_PROPOSED -> TakeoverCodec.read(wire.getTakeoverProposed());
            case TAKEOVER_WITHDRAWN -> TakeoverCodec.read(wire.getTakeoverWithdrawn());
            case RECORD_NOT_SET ->
                    throw new IllegalArgumentException(
                            "record: it is of a kind that this release does not know; start a"
                                    + " release that does");
        };
    }

    @Override
    public byte[] write(Replayed replayed) {
        var state = replayed.state();
        var wire = ControlV0.State.newBuilder().setDecisions(state.decisions());
        state.topology().map(TopologyCodec::write).ifPresent(wire::setTopology);
        state.policy().map(TopologyCodec::write).ifPresent(wire::setPolicy);
        state.table().map(TableFormat::write).ifPresent(wire::setTable);
        if (!state.natives().isEmpty()) {
            wire.setNativeHomes(MoveCodec.write(state.natives()));
        }
        MoveCodec.write(state.moves(), wire);
        state.proposals()
                .forEach(
                        (site, proposal) -> wire.addProposals(TakeoverCodec.write(site, proposal)));
        replayed.recent()
                .forEach((id, place) ->
                        wire.addRecentBuilder()
                                .setId(id.value())
                                .setSite(place.stream().site().name())
                                .setIncarnation(place.stream().incarnation())
                                .setOffset(place.offset()));
        var message = wire.build().toByteArray();
        var bytes = new byte[message.length + 1];
        bytes[0] = VERSION;
        System.arraycopy(message, 0, bytes, 1, message.length);
        return bytes;
    }

    @Override
    public Replayed read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException(
                    "state: it has format version "
                            + (bytes.length == 0 ? "none" : bytes[0])
                            + ", this release reads "
                            + VERSION
                            + "; start a release that knows it");
        }
        try {
            var wire = ControlV0.State.parser().parseFrom(bytes, 1, bytes.length - 1);
            var state =
                    new ControlState(
                            wire.getDecisions(),
                            wire.hasTopology()
                                    ? Optional.of(TopologyCodec.read(wire.getTopology()))
                                    : Optional.empty(),
                            wire.hasPolicy()
                                    ? Optional.of(TopologyCodec.read(wire.getPolicy()))
                                    : Optional.empty(),
                            wire.hasTable()
                                    ? Optional.of(TableFormat.read(wire.getTable()))
                                    : Optional.empty(),
                            MoveCodec.read(wire.getNativeHomes()),
                            MoveCodec.read(wire),
                            TakeoverCodec.read(wire.getProposalsList()));
            var recent = new LinkedHashMap<EntryId, EntryAddress>();
            for (var known : wire.getRecentList()) {
                recent.put(
                        new EntryId(known.getId()),
                        new EntryAddress(
                                new SiteLog(new SiteId(known.getSite()), known.getIncarnation()),
                                known.getOffset()));
            }
            return new Replayed(state, recent);
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw new IllegalArgumentException("state: cannot be read: " + e.getMessage(), e);
        }
    }
}
