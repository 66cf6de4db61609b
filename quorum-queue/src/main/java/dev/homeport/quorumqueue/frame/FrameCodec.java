package dev.homeport.quorumqueue.frame;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.frame.FrameException.Fault;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Frames as bytes, version {@value #VERSION}. All numbers are big-endian.
 *
 * <pre>
 * frame   = version:u8 kind:u8 crc32c:u32 body        (the checksum covers version, kind and body)
 * own     = stream count:u32 draft*                                                    (kind 1)
 * mirror  = stream firstOffset:u64 previousHash:32 lastHash:32 count:u32 draft*        (kind 2)
 * cursors = count:u32 (operation:u8 nameLength:u8 name position:u64)*                  (kind 3)
 * stream  = siteLength:u8 site incarnation:u64
 * draft   = type:u16 formatVersion:u8 idLength:u8 id payloadLength:u32 payload
 * </pre>
 *
 * A cursor's operation is 1 to advance, 2 to drop (its position is 0). Stateless and thread-safe.
 */
public final class FrameCodec {

    /** The version that is written. */
    public static final int VERSION = 0;

    private static final int HEADER_BYTES = 6;
    private static final int CHECKSUM_AT = 2;

    private static final byte KIND_OWN = 1;
    private static final byte KIND_MIRROR = 2;
    private static final byte KIND_CURSORS = 3;

    private static final byte OPERATION_ADVANCE = 1;
    private static final byte OPERATION_DROP = 2;

    private FrameCodec() {}

    /** Size in bytes that a draft takes in a frame. */
    public static int size(Draft draft) {
        return 2 + 1 + 1 + draft.id().value().length() + 4 + draft.payload().size();
    }

    /** A frame's bytes. */
    public static byte[] encode(Frame frame) {
        var buffer = ByteBuffer.allocate(size(frame));
        buffer.put((byte) VERSION).put(kind(frame)).putInt(0);
        switch (frame) {
            case Frame.Own own -> {
                putStream(buffer, own.stream());
                putDrafts(buffer, own.drafts());
            }
            case Frame.Mirror(var batch) -> {
                putStream(buffer, batch.stream());
                buffer.putLong(batch.firstOffset());
                buffer.put(batch.previousHash().asByteBuffer());
                buffer.put(batch.lastHash().asByteBuffer());
                putDrafts(buffer, batch.drafts());
            }
            case Frame.Cursors(var changes) -> {
                buffer.putInt(changes.size());
                changes.forEach(change -> putChange(buffer, change));
            }
        }
        buffer.putInt(CHECKSUM_AT, checksum(buffer.array(), 0, buffer.capacity()));
        return buffer.array();
    }

    /**
     * Reads a frame from the remaining bytes of a buffer, whose position does not matter
     * afterwards.
     *
     * @throws FrameException if they are damaged or of an unknown version or kind
     */
    public static Frame decode(ByteBuffer bytes) throws FrameException {
        var all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        if (all.length < HEADER_BYTES) {
            throw new FrameException(
                    Fault.DAMAGED,
                    "a frame has at least " + HEADER_BYTES + " bytes, not " + all.length);
        }
        var buffer = ByteBuffer.wrap(all);
        var version = buffer.get() & 0xFF;
        if (version != VERSION) {
            throw new FrameException(
                    Fault.UNKNOWN,
                    "frame version " + version + "; this release knows version " + VERSION);
        }
        var kind = buffer.get();
        var expected = buffer.getInt();
        var actual = checksum(all, 0, all.length);
        if (expected != actual) {
            throw new FrameException(
                    Fault.DAMAGED,
                    "frame checksum is %08x, its bytes give %08x".formatted(expected, actual));
        }
        try {
            var frame =
                    switch (kind) {
                        case KIND_OWN -> new Frame.Own(getStream(buffer), getDrafts(buffer));
                        case KIND_MIRROR -> getMirror(buffer);
                        case KIND_CURSORS -> getCursors(buffer);
                        default -> throw new FrameException(Fault.UNKNOWN, "frame kind " + kind);
                    };
            if (buffer.hasRemaining()) {
                throw new FrameException(
                        Fault.DAMAGED, buffer.remaining() + " bytes after the end of a frame");
            }
            return frame;
        } catch (BufferUnderflowException e) {
            throw new FrameException(Fault.DAMAGED, "a frame ends in the middle");
        } catch (IllegalArgumentException e) {
            throw new FrameException(Fault.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    private static byte kind(Frame frame) {
        return switch (frame) {
            case Frame.Own _ -> KIND_OWN;
            case Frame.Mirror _ -> KIND_MIRROR;
            case Frame.Cursors _ -> KIND_CURSORS;
        };
    }

    private static int size(Frame frame) {
        return HEADER_BYTES
                + switch (frame) {
                    case Frame.Own own -> size(own.stream()) + size(own.drafts());
                    case Frame.Mirror(var batch) ->
                            size(batch.stream()) + 8 + 2 * RunningHash.BYTES + size(batch.drafts());
                    case Frame.Cursors(var changes) ->
                            4 + changes.stream().mapToInt(c -> 10 + c.name().length()).sum();
                };
    }

    private static int size(SiteLog stream) {
        return 1 + stream.site().name().length() + 8;
    }

    private static int size(List<Draft> drafts) {
        return 4 + drafts.stream().mapToInt(FrameCodec::size).sum();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, CHECKSUM_AT);
        crc.update(bytes, from + HEADER_BYTES, length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    private static void putStream(ByteBuffer buffer, SiteLog stream) {
        var site = stream.site().name().getBytes(StandardCharsets.US_ASCII);
        buffer.put((byte) site.length).put(site).putLong(stream.incarnation());
    }

    private static SiteLog getStream(ByteBuffer buffer) {
        var site = getText(buffer, buffer.get() & 0xFF);
        return new SiteLog(new SiteId(site), buffer.getLong());
    }

    private static void putDrafts(ByteBuffer buffer, List<Draft> drafts) {
        buffer.putInt(drafts.size());
        for (var draft : drafts) {
            var id = draft.id().value().getBytes(StandardCharsets.US_ASCII);
            buffer.putShort((short) draft.type()).put((byte) draft.formatVersion());
            buffer.put((byte) id.length).put(id);
            buffer.putInt(draft.payload().size()).put(draft.payload().asByteBuffer());
        }
    }

    private static List<Draft> getDrafts(ByteBuffer buffer) throws FrameException {
        var count = getCount(buffer);
        var drafts = new ArrayList<Draft>(count);
        for (var i = 0; i < count; i++) {
            var type = buffer.getShort() & 0xFFFF;
            var formatVersion = buffer.get() & 0xFF;
            var id = new EntryId(getText(buffer, buffer.get() & 0xFF));
            var length = buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw new FrameException(Fault.DAMAGED, "a payload of " + length + " bytes");
            }
            var payload = Payload.copyOf(buffer.slice(buffer.position(), length));
            buffer.position(buffer.position() + length);
            drafts.add(new Draft(type, formatVersion, id, payload));
        }
        return drafts;
    }

    private static Frame getMirror(ByteBuffer buffer) throws FrameException {
        var stream = getStream(buffer);
        var firstOffset = buffer.getLong();
        var previousHash = getHash(buffer);
        var lastHash = getHash(buffer);
        return new Frame.Mirror(
                new MirrorBatch(stream, firstOffset, previousHash, getDrafts(buffer), lastHash));
    }

    private static void putChange(ByteBuffer buffer, CursorChange change) {
        var name = change.name().getBytes(StandardCharsets.US_ASCII);
        switch (change) {
            case CursorChange.Advance(_, var position) ->
                    buffer.put(OPERATION_ADVANCE)
                            .put((byte) name.length)
                            .put(name)
                            .putLong(position);
            case CursorChange.Drop(_) ->
                    buffer.put(OPERATION_DROP).put((byte) name.length).put(name).putLong(0);
        }
    }

    private static Frame getCursors(ByteBuffer buffer) throws FrameException {
        var count = getCount(buffer);
        var changes = new ArrayList<CursorChange>(count);
        for (var i = 0; i < count; i++) {
            var operation = buffer.get();
            var name = getText(buffer, buffer.get() & 0xFF);
            var position = buffer.getLong();
            changes.add(
                    switch (operation) {
                        case OPERATION_ADVANCE -> new CursorChange.Advance(name, position);
                        case OPERATION_DROP -> new CursorChange.Drop(name);
                        default ->
                                throw new FrameException(
                                        Fault.UNKNOWN, "cursor operation " + operation);
                    });
        }
        return new Frame.Cursors(changes);
    }

    private static int getCount(ByteBuffer buffer) throws FrameException {
        var count = buffer.getInt();
        if (count < 0 || count > buffer.remaining()) {
            throw new FrameException(Fault.DAMAGED, "a frame with a count of " + count);
        }
        return count;
    }

    private static RunningHash getHash(ByteBuffer buffer) {
        var bytes = new byte[RunningHash.BYTES];
        buffer.get(bytes);
        return RunningHash.copyOf(bytes);
    }

    private static String getText(ByteBuffer buffer, int length) {
        var bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
