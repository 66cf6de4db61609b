package dev.homeport.dcnode.view;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * What a view holds of a shard, in three sums over the hashes of its rows: the order in which rows
 * came does not show, and a row that is added costs one addition. Two views that hold the same have
 * the same sums. Against mistakes, not against an adversary. Immutable and thread-safe.
 *
 * @param accounts the sum over its accounts, below 2^256
 * @param messages the sum over the messages that its accounts sent
 * @param inboxes the sum over the places in its accounts' inboxes
 */
public record ShardSums(BigInteger accounts, BigInteger messages, BigInteger inboxes) {

    /** How many bytes a sum has. */
    public static final int BYTES = 32;

    /** The sums of a shard without rows. */
    public static final ShardSums NONE =
            new ShardSums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    private static final BigInteger MASK =
            BigInteger.ONE.shiftLeft(BYTES * Byte.SIZE).subtract(BigInteger.ONE);

    /** The sums with one account more. */
    public ShardSums plusAccount(BigInteger hash) {
        return new ShardSums(sum(accounts, hash), messages, inboxes);
    }

    /** The sums with one message more. */
    public ShardSums plusMessage(BigInteger hash) {
        return new ShardSums(accounts, sum(messages, hash), inboxes);
    }

    /** The sums with one place of an inbox more. */
    public ShardSums plusInbox(BigInteger hash) {
        return new ShardSums(accounts, messages, sum(inboxes, hash));
    }

    private static BigInteger sum(BigInteger sum, BigInteger hash) {
        return sum.add(hash).and(MASK);
    }

    /** What is compared with other views: the last 64 bits of a hash of the sums. */
    public long brief() {
        var bytes =
                ByteBuffer.allocate(3 * BYTES)
                        .put(bytes(accounts))
                        .put(bytes(messages))
                        .put(bytes(inboxes));
        return RowHashes.of(bytes.array()).longValue();
    }

    /** A sum as {@value #BYTES} bytes, the highest first. */
    public static byte[] bytes(BigInteger sum) {
        var bytes = new byte[BYTES];
        var number = sum.toByteArray();
        var length = Math.min(BYTES, number.length);
        System.arraycopy(number, number.length - length, bytes, BYTES - length, length);
        return bytes;
    }

    /** The sum that {@link #bytes} wrote. */
    public static BigInteger ofBytes(byte[] bytes) {
        return new BigInteger(1, bytes);
    }
}
