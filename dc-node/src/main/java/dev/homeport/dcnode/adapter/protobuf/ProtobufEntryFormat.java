package dev.homeport.dcnode.adapter.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.wire.dcnode.EntryPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Entries as the protobuf messages of {@code entry.proto}, format version {@value #VERSION}. What
 * is read is checked as strictly as what is written: a payload that no release could have written
 * is not read. Stateless and thread-safe.
 */
public final class ProtobufEntryFormat implements EntryFormat {

    /** The version of the format; 0 until release 1.0. */
    public static final int VERSION = 0;

    @Override
    public boolean knows(int type, int formatVersion) {
        return formatVersion == VERSION && EntryType.isKnown(type);
    }

    @Override
    public Draft encode(SiteEntry entry) {
        var payload = EntryPayload.newBuilder().setAcceptedAtMillis(entry.acceptedAtMillis());
        switch (entry) {
            case ShardEntry e -> {
                payload.setShard(e.shard().value()).setEpoch(e.epoch().value());
                e.cause().ifPresent(cause -> payload.setCause(Positions.written(cause)));
                Contents.put(e.fact(), payload);
            }
            case ControlEntry e -> Contents.put(e.control(), payload);
        }
        return new Draft(
                entry.type().number(),
                VERSION,
                entry.id().toEntryId(),
                Payload.copyOf(bytes(payload.build())));
    }

    @Override
    public SiteEntry decode(Draft draft) throws UnreadableEntryException {
        if (!knows(draft.type(), draft.formatVersion())) {
            throw new UnreadableEntryException(
                    ErrorCode.UNSUPPORTED,
                    "entry: type "
                            + draft.type()
                            + " in format version "
                            + draft.formatVersion()
                            + " is not known to this release; start a newer one",
                    null);
        }
        try {
            return decode(draft, EntryPayload.parseFrom(draft.payload().asByteBuffer()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new UnreadableEntryException(
                    ErrorCode.CORRUPT,
                    "entry: the payload of type "
                            + draft.type()
                            + " and id "
                            + draft.id()
                            + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private static SiteEntry decode(Draft draft, EntryPayload payload) {
        var id = DerivedId.parse(draft.id().value());
        var type = payload.getContentCase().getNumber();
        if (type != draft.type()) {
            throw new IllegalArgumentException("the content is of type " + type);
        }
        if (!payload.hasShard()) {
            var control = Contents.control(payload);
            return new ControlEntry(id, payload.getAcceptedAtMillis(), control);
        }
        return new ShardEntry(
                new ShardId(payload.getShard()),
                new Epoch(payload.getEpoch()),
                id,
                payload.hasCause()
                        ? Optional.of(Positions.read(payload.getCause()))
                        : Optional.empty(),
                payload.getAcceptedAtMillis(),
                Contents.fact(payload));
    }

    private static byte[] bytes(EntryPayload payload) {
        var bytes = new byte[payload.getSerializedSize()];
        var output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            payload.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of the right size cannot overflow", e);
        }
        output.checkNoSpaceLeft();
        return bytes;
    }
}
