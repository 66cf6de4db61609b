package dev.homeport.wireformat.adapter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Frames of a file: 16 bytes of head (magic, format version, length, checksum of the head, checksum
 * of the body), then the body. Checksums are CRC-32C.
 *
 * <p>A file may end in the torn rest of a write that a crash interrupted: a frame that reaches past
 * the end of the file, or one at the very end of which a whole 512-byte sector was never written
 * (and so reads as zeros). That much may be cut off, since nobody was answered before it was
 * fsynced. Anything else that does not match its checksum is damage. The sector test is that of
 * etcd's write-ahead log. Stateless.
 */
public final class Frames {

    public static final int HEAD_BYTES = 16;

    /** The longest body: what is longer was not written by this code. */
    public static final int LONGEST_BODY = 16 << 20;

    private static final short MAGIC = 0x4850;
    private static final byte FORMAT_VERSION = 0;
    private static final int SECTOR_BYTES = 512;

    /**
     * What a file holds.
     *
     * @param bodies the bodies of its whole frames
     * @param end where they end
     * @param tornBytes how many bytes of a torn write follow
     */
    public record Contents(List<byte[]> bodies, long end, long tornBytes) {}

    private Frames() {}

    /** The frame around a body. */
    public static ByteBuffer frame(byte[] body) {
        if (body.length > LONGEST_BODY) {
            throw new IllegalArgumentException(
                    "frame: " + body.length + " bytes are more than " + LONGEST_BODY);
        }
        var frame = ByteBuffer.allocate(HEAD_BYTES + body.length);
        frame.putShort(MAGIC).put(FORMAT_VERSION).put((byte) 0).putInt(body.length);
        frame.putInt(checksum(frame.array(), 0, 8)).putInt(checksum(body, 0, body.length));
        frame.put(body).flip();
        return frame;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /**
     * Reads a file.
     *
     * @throws DamagedFileException if it is damaged
     * @throws IOException if it cannot be read
     */
    public static Contents read(Path file, FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // A read may return less than asked for.
        }
        bytes.flip();
        var bodies = new ArrayList<byte[]>();
        var at = 0;
        while (bytes.limit() - at >= HEAD_BYTES) {
            var headIsWhole = bytes.getInt(at + 8) == checksum(bytes.array(), at, 8);
            if (!headIsWhole) {
                return torn(file, bytes, bodies, at, "the head of a frame is not what was written");
            }
            check(file, bytes, at);
            var length = bytes.getInt(at + 4);
            var end = at + HEAD_BYTES + (long) length;
            if (end > bytes.limit()) {
                break;
            }
            if (bytes.getInt(at + 12) != checksum(bytes.array(), at + HEAD_BYTES, length)) {
                if (end < bytes.limit()) {
                    throw new DamagedFileException(
                            file, at, "a frame's checksum is wrong, and further frames follow");
                }
                return torn(file, bytes, bodies, at, "the last frame's checksum is wrong");
            }
            var body = new byte[length];
            bytes.get(at + HEAD_BYTES, body);
            bodies.add(body);
            at = (int) end;
        }
        return new Contents(bodies, at, bytes.limit() - at);
    }

    private static void check(Path file, ByteBuffer bytes, int at) throws IOException {
        if (bytes.getShort(at) != MAGIC) {
            throw new DamagedFileException(file, at, "this is not a frame of Homeport");
        }
        if (bytes.get(at + 2) != FORMAT_VERSION) {
            throw new IOException(
                    "unsupported: "
                            + file
                            + " has format version "
                            + bytes.get(at + 2)
                            + ", this release reads "
                            + FORMAT_VERSION
                            + "; start a release that knows it");
        }
        var length = bytes.getInt(at + 4);
        if (length < 0 || length > LONGEST_BODY) {
            throw new DamagedFileException(file, at, "a frame of " + length + " bytes");
        }
    }

    private static Contents torn(
            Path file, ByteBuffer bytes, List<byte[]> bodies, int at, String damage)
            throws DamagedFileException {
        for (var from = at; from < bytes.limit(); ) {
            var end = Math.min(bytes.limit(), (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (isZero(bytes, from, end)) {
                return new Contents(bodies, at, bytes.limit() - at);
            }
            from = end;
        }
        throw new DamagedFileException(file, at, damage);
    }

    private static boolean isZero(ByteBuffer bytes, int from, int end) {
        for (var i = from; i < end; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
