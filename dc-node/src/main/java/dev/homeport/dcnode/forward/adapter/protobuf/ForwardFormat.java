package dev.homeport.dcnode.forward.adapter.protobuf;

import com.google.protobuf.ByteString;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.AppendResult.Unsupported;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.node.NodeV0;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Nouns of the leader's work to and from their messages. Reading throws {@link
 * IllegalArgumentException} on what is none. Stateless.
 */
public final class ForwardFormat {

    private ForwardFormat() {}

    /** Writes a draft. */
    public static NodeV0.Draft write(Draft draft) {
        return NodeV0.Draft.newBuilder()
                .setType(draft.type())
                .setFormatVersion(draft.formatVersion())
                .setId(draft.id().value())
                .setPayload(ByteString.copyFrom(draft.payload().asByteBuffer()))
                .build();
    }

    /** Reads a draft. */
    public static Draft read(NodeV0.Draft wire) {
        return new Draft(
                wire.getType(),
                wire.getFormatVersion(),
                new EntryId(wire.getId()),
                Payload.copyOf(wire.getPayload().asReadOnlyByteBuffer()));
    }

    private static NodeV0.StreamName write(SiteLog log) {
        return NodeV0.StreamName.newBuilder()
                .setSite(log.site().name())
                .setIncarnation(log.incarnation())
                .build();
    }

    private static SiteLog read(NodeV0.StreamName wire) {
        return new SiteLog(new SiteId(wire.getSite()), wire.getIncarnation());
    }

    private static NodeV0.EntryAddress write(EntryAddress address) {
        return NodeV0.EntryAddress.newBuilder()
                .setStream(write(address.stream()))
                .setOffset(address.offset())
                .build();
    }

    private static EntryAddress read(NodeV0.EntryAddress wire) {
        return new EntryAddress(read(wire.getStream()), wire.getOffset());
    }

    /** Writes the reply to an append. */
    public static NodeV0.AppendReply write(LogReply reply) {
        var wire = NodeV0.AppendReply.newBuilder();
        switch (reply) {
            case LogReply.Taken(var address) -> wire.setTaken(write(address));
            case LogReply.Repeated(var first, var kept) -> {
                var repeated = NodeV0.Repeated.newBuilder().setFirst(write(first));
                kept.ifPresent(draft -> repeated.setKept(write(draft)));
                wire.setRepeated(repeated);
            }
            case LogReply.Declined(var code, var detail, var retryAfter) ->
                    wire.setDeclined(
                            NodeV0.Declined.newBuilder()
                                    .setCode(code.name())
                                    .setDetail(detail)
                                    .setRetryAfterMillis(retryAfter.toMillis()));
        }
        return wire.build();
    }

    /** Reads the reply to an append. */
    public static LogReply read(NodeV0.AppendReply wire) {
        return switch (wire.getReplyCase()) {
            case TAKEN -> new LogReply.Taken(read(wire.getTaken()));
            case REPEATED -> {
                var repeated = wire.getRepeated();
                yield new LogReply.Repeated(
                        read(repeated.getFirst()),
                        repeated.hasKept()
                                ? Optional.of(read(repeated.getKept()))
                                : Optional.empty());
            }
            case DECLINED -> {
                var declined = wire.getDeclined();
                yield new LogReply.Declined(
                        ErrorCode.valueOf(declined.getCode()),
                        declined.getDetail(),
                        Duration.ofMillis(declined.getRetryAfterMillis()));
            }
            case REPLY_NOT_SET -> throw missing();
        };
    }

    /** Writes a mirror batch. */
    public static NodeV0.MirrorBatch write(MirrorBatch batch) {
        var wire =
                NodeV0.MirrorBatch.newBuilder()
                        .setStream(write(batch.stream()))
                        .setFirstOffset(batch.firstOffset())
                        .setPreviousHash(write(batch.previousHash()))
                        .setLastHash(write(batch.lastHash()));
        batch.drafts().forEach(draft -> wire.addDrafts(write(draft)));
        return wire.build();
    }

    /** Reads a mirror batch. */
    public static MirrorBatch read(NodeV0.MirrorBatch wire) {
        return new MirrorBatch(
                read(wire.getStream()),
                wire.getFirstOffset(),
                hash(wire.getPreviousHash()),
                wire.getDraftsList().stream().map(ForwardFormat::read).toList(),
                hash(wire.getLastHash()));
    }

    private static ByteString write(RunningHash hash) {
        return ByteString.copyFrom(hash.asByteBuffer());
    }

    private static RunningHash hash(ByteString bytes) {
        return RunningHash.copyOf(bytes.toByteArray());
    }

    /** Writes the reply to a mirror batch. */
    public static NodeV0.MirrorReply write(MirrorResult result) {
        var wire = NodeV0.MirrorReply.newBuilder();
        switch (result) {
            case MirrorResult.Mirrored(var end, var appended) ->
                    wire.setMirrored(
                            NodeV0.Mirrored.newBuilder()
                                    .setStream(write(end.stream()))
                                    .setLastOffset(end.lastOffset())
                                    .setHash(write(end.hash()))
                                    .setAppended(appended));
            case MirrorResult.Gap(var expected) -> wire.setGap(expected);
            case MirrorResult.Diverged(var offset, var here, var there) ->
                    wire.setDiverged(
                            NodeV0.Diverged.newBuilder()
                                    .setOffset(offset)
                                    .setHere(write(here))
                                    .setThere(write(there)));
            case MirrorResult.Refused(var reason) -> wire.setRefused(reason);
            case Unsupported(var type, var version) ->
                    wire.setUnsupported(
                            NodeV0.Unsupported.newBuilder()
                                    .setType(type)
                                    .setFormatVersion(version));
            case Setback setback -> wire.setSetback(write(setback));
        }
        return wire.build();
    }

    /** Reads the reply to a mirror batch. */
    public static MirrorResult read(NodeV0.MirrorReply wire) {
        return switch (wire.getReplyCase()) {
            case MIRRORED -> {
                var mirrored = wire.getMirrored();
                yield new MirrorResult.Mirrored(
                        new StreamEnd(
                                read(mirrored.getStream()),
                                mirrored.getLastOffset(),
                                hash(mirrored.getHash())),
                        mirrored.getAppended());
            }
            case GAP -> new MirrorResult.Gap(wire.getGap());
            case DIVERGED -> {
                var diverged = wire.getDiverged();
                yield new MirrorResult.Diverged(
                        diverged.getOffset(), hash(diverged.getHere()), hash(diverged.getThere()));
            }
            case REFUSED -> new MirrorResult.Refused(wire.getRefused());
            case UNSUPPORTED ->
                    new Unsupported(
                            wire.getUnsupported().getType(),
                            wire.getUnsupported().getFormatVersion());
            case SETBACK -> read(wire.getSetback());
            case REPLY_NOT_SET -> throw missing();
        };
    }

    /** Writes the reply to the move of a cursor. */
    public static NodeV0.CursorReply write(CursorResult result) {
        var wire = NodeV0.CursorReply.newBuilder();
        switch (result) {
            case CursorResult.Moved(var _, var position) -> wire.setMoved(position);
            case CursorResult.Dropped(var name) ->
                    throw new IllegalStateException("cursor " + name + " was not to be dropped");
            case CursorResult.Refused(var reason) -> wire.setRefused(reason);
            case Setback setback -> wire.setSetback(write(setback));
        }
        return wire.build();
    }

    /**
     * Reads the reply to the move of a cursor.
     *
     * @param name the cursor that was to be moved
     */
    public static CursorResult read(String name, NodeV0.CursorReply wire) {
        return switch (wire.getReplyCase()) {
            case MOVED -> new CursorResult.Moved(name, wire.getMoved());
            case REFUSED -> new CursorResult.Refused(wire.getRefused());
            case SETBACK -> read(wire.getSetback());
            case REPLY_NOT_SET -> throw missing();
        };
    }

    private static NodeV0.Setback write(Setback setback) {
        var wire = NodeV0.Setback.newBuilder();
        switch (setback) {
            case Setback.NotLeader(var leader) ->
                    wire.setNotLeader(NodeV0.NotLeader.newBuilder().setLeader(leader.orElse(0)));
            case Setback.Overloaded(var limit, var retryAfter) ->
                    wire.setOverloaded(
                            NodeV0.Overloaded.newBuilder()
                                    .setLimit(limit)
                                    .setRetryAfterMillis(retryAfter.toMillis()));
            case Setback.Unknown(var reason) -> wire.setUnknown(reason);
        }
        return wire.build();
    }

    private static Setback read(NodeV0.Setback wire) {
        return switch (wire.getSetbackCase()) {
            case NOT_LEADER -> {
                var leader = wire.getNotLeader().getLeader();
                yield new Setback.NotLeader(
                        leader == 0 ? OptionalInt.empty() : OptionalInt.of(leader));
            }
            case OVERLOADED ->
                    new Setback.Overloaded(
                            wire.getOverloaded().getLimit(),
                            Duration.ofMillis(wire.getOverloaded().getRetryAfterMillis()));
            case UNKNOWN -> new Setback.Unknown(wire.getUnknown());
            case SETBACK_NOT_SET -> throw missing();
        };
    }

    private static IllegalArgumentException missing() {
        return new IllegalArgumentException(
                "reply: is missing, or of a kind that this release does not know");
    }
}
