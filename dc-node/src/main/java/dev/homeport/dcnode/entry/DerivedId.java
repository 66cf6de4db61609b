package dev.homeport.dcnode.entry;

import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identity of an entry, 128 bits, in the log as its hexadecimal form. It is derived from who asked
 * and the request id that they chose, so that a request asked twice is one entry, whoever appends
 * it and whenever, and so that two accounts never meet by choosing the same request id.
 *
 * <p>Derivation: the first 16 bytes of SHA-256 over the ASCII name of the derivation, one zero
 * byte, and the parts in order; an account is 8 bytes, big endian, a request id its UTF-8 bytes.
 * The names are {@code homeport/registered/0}, {@code homeport/sent/0}, {@code
 * homeport/delivered/0}, {@code homeport/grant/0}, {@code homeport/claim/0} and {@code
 * homeport/control/0}. The id of a message is the id of the entry that sent it.
 *
 * <p>Immutable and thread-safe; ordered as its hexadecimal form is.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record DerivedId(long high, long low) implements Comparable<DerivedId> {

    /** How many bytes an id has. */
    public static final int BYTES = 16;

    /** The id of the entry by which an account is registered. */
    public static DerivedId ofRegistration(AccountId account) {
        return derived("homeport/registered/0", bytes(account));
    }

    /** The id of the entry, and so of the message, that an account sends by a request. */
    public static DerivedId ofSending(AccountId sender, RequestId request) {
        return derived("homeport/sent/0", bytes(sender), utf8(request.text()));
    }

    /** The id of the entry that puts a message into its recipient's inbox. */
    public static DerivedId ofDelivery(DerivedId message) {
        return derived("homeport/delivered/0", message.toBytes());
    }

    /** What stands for a request to the coordinator in the entry that its grant is received by. */
    public static DerivedId ofGrant(String requestId) {
        return derived("homeport/grant/0", utf8(requestId));
    }

    /** What stands for a request to register in the claim of the handle that it wants. */
    public static DerivedId ofClaim(RequestId request) {
        return derived("homeport/claim/0", utf8(request.text()));
    }

    /** The id of a control entry: a function of what it says. */
    public static DerivedId ofControl(byte[] content) {
        return derived("homeport/control/0", content);
    }

    private static DerivedId derived(String name, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            for (var part : parts) {
                digest.update(part);
            }
            var buffer = ByteBuffer.wrap(digest.digest());
            return new DerivedId(buffer.getLong(), buffer.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(AccountId account) {
        return ByteBuffer.allocate(Long.BYTES).putLong(account.value()).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads an id from its bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 16
     */
    public static DerivedId ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "id: has " + bytes.length + " bytes, an entry's id has " + BYTES);
        }
        var buffer = ByteBuffer.wrap(bytes);
        return new DerivedId(buffer.getLong(), buffer.getLong());
    }

    /**
     * Reads an id from its hexadecimal form.
     *
     * @throws IllegalArgumentException if the text is not 32 lower-case hexadecimal digits
     */
    public static DerivedId parse(String text) {
        if (text.length() != 2 * BYTES || !text.chars().allMatch(DerivedId::isLowerHexDigit)) {
            throw new IllegalArgumentException(
                    "id: " + Quoted.of(text) + " is not an id; use 32 hexadecimal digits");
        }
        return ofBytes(HexFormat.of().parseHex(text));
    }

    private static boolean isLowerHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** This id in the form in which the log carries it. */
    public EntryId toEntryId() {
        return new EntryId(toString());
    }

    /** The 16 bytes of this id; the caller owns them. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public int compareTo(DerivedId other) {
        var byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The id as 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
