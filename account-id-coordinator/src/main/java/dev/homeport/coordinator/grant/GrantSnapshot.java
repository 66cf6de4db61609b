package dev.homeport.coordinator.grant;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole state of a {@link GrantLedger}. Immutable and thread-safe.
 *
 * <p>As bytes: version 0 in one byte, {@code next}, the count, then each grant's site, request id
 * and range; numbers big-endian, texts in Java's modified UTF-8 behind their length.
 *
 * @param next the first number that was never granted
 * @param remembered the grants that retries can still get, of each site in the order of granting
 */
public record GrantSnapshot(long next, List<GrantRecord.RangeGranted> remembered) {

    private static final int VERSION = 0;
    private static final int MAX_REMEMBERED =
            GrantLedger.MAX_SITES * GrantLedger.REMEMBERED_PER_SITE;

    /**
     * Makes a snapshot.
     *
     * @throws IllegalArgumentException if a number is out of range, a remembered grant lies above
     *     {@code next}, or there are more of them than a ledger keeps
     */
    public GrantSnapshot {
        remembered = List.copyOf(remembered);
        if (next < 0 || next > IdRange.LIMIT) {
            throw new IllegalArgumentException("next: " + next + " is not in 0.." + IdRange.LIMIT);
        }
        if (remembered.size() > MAX_REMEMBERED) {
            throw new IllegalArgumentException(
                    "remembered: " + remembered.size() + " grants; at most " + MAX_REMEMBERED);
        }
        for (var grant : remembered) {
            if (grant.range().hi() > next) {
                throw new IllegalArgumentException(
                        "remembered: "
                                + grant.range()
                                + " lies above "
                                + next
                                + ", the first number that was never granted");
            }
        }
    }

    /** The snapshot as bytes. */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(next);
            out.writeInt(remembered.size());
            for (var grant : remembered) {
                out.writeUTF(grant.site().name());
                out.writeUTF(grant.requestId().value());
                out.writeLong(grant.range().lo());
                out.writeLong(grant.range().hi());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a snapshot.
     *
     * @throws IllegalArgumentException if the bytes are not one that this release can read
     */
    public static GrantSnapshot ofBytes(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "grant snapshot: version " + version + "; this release reads " + VERSION);
            }
            var next = in.readLong();
            var count = in.readInt();
            if (count < 0 || count > MAX_REMEMBERED) {
                throw new IllegalArgumentException("grant snapshot: " + count + " grants");
            }
            var grants = new ArrayList<GrantRecord.RangeGranted>(count);
            for (var i = 0; i < count; i++) {
                grants.add(
                        new GrantRecord.RangeGranted(
                                new SiteId(in.readUTF()),
                                new RequestId(in.readUTF()),
                                new IdRange(in.readLong(), in.readLong())));
            }
            if (in.read() != -1) {
                throw new IllegalArgumentException("grant snapshot: bytes after its end");
            }
            return new GrantSnapshot(next, grants);
        } catch (IOException e) {
            throw new IllegalArgumentException("grant snapshot: the bytes end early", e);
        }
    }
}
