package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed permutation of the 2<sup>40</sup> sequence numbers, so that account ids tell neither how
 * many accounts there are nor which was made next. Whoever has the key can undo it.
 *
 * <p>It is FF1 of NIST SP 800-38G (format-preserving encryption: a ten-round Feistel network over
 * AES) for four digits of radix 1,024 and an empty tweak, which is exactly 40 bits, halved into 20
 * and 20.
 *
 * <p>The key is the fleet's and never rotates: another key is another permutation, which would give
 * numbers a second time. Thread-safe.
 */
public final class SequencePermutation {

    /** Size of the key in bytes: AES-256. */
    public static final int KEY_BYTES = 32;

    private static final int ROUNDS = 10;
    private static final int HALF_BITS = 20;
    private static final int HALF_MASK = (1 << HALF_BITS) - 1;
    private static final int BLOCK_BYTES = 16;

    /** SP 800-38G, algorithm 7, step 5: version, method, addition, radix, rounds, u, n, t. */
    private static final byte[] PARAMETERS = {
        1, 2, 1, 0, 1_024 >> 8, 0, ROUNDS, 2, 0, 0, 0, 4, 0, 0, 0, 0
    };

    private final Cipher aes;
    private final byte[] chained;

    /**
     * Makes the permutation of a key.
     *
     * @param key {@value #KEY_BYTES} secret bytes
     * @throws IllegalArgumentException if it has another length
     */
    public SequencePermutation(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "sequence key: has "
                            + key.length
                            + " bytes; use the "
                            + KEY_BYTES
                            + " that 'fleet format' made");
        }
        try {
            // Single blocks of AES are what FF1 chains by itself: no mode is wanted here.
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            chained = aes.doFinal(PARAMETERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256", e);
        }
    }

    /**
     * The number that stands for a sequence number.
     *
     * @throws IllegalArgumentException if it is none
     */
    public long permute(long sequence) {
        require(sequence);
        var left = (int) (sequence >>> HALF_BITS);
        var right = (int) (sequence & HALF_MASK);
        for (var round = 0; round < ROUNDS; round++) {
            var mixed = (left + roundValue(round, right)) & HALF_MASK;
            left = right;
            right = mixed;
        }
        return (long) left << HALF_BITS | right;
    }

    /**
     * The sequence number that a number stands for: the inverse of {@link #permute}.
     *
     * @throws IllegalArgumentException if the number is out of range
     */
    public long invert(long permuted) {
        require(permuted);
        var left = (int) (permuted >>> HALF_BITS);
        var right = (int) (permuted & HALF_MASK);
        for (var round = ROUNDS - 1; round >= 0; round--) {
            var unmixed = (right - roundValue(round, left)) & HALF_MASK;
            right = left;
            left = unmixed;
        }
        return (long) left << HALF_BITS | right;
    }

    private static void require(long number) {
        if (number < 0 || number >= IdRange.LIMIT) {
            throw new IllegalArgumentException(
                    "sequence: " + number + " is not in 0.." + (IdRange.LIMIT - 1));
        }
    }

    private int roundValue(int round, int half) {
        var block = chained.clone();
        block[BLOCK_BYTES - 4] ^= (byte) round;
        block[BLOCK_BYTES - 3] ^= (byte) (half >>> 16);
        block[BLOCK_BYTES - 2] ^= (byte) (half >>> 8);
        block[BLOCK_BYTES - 1] ^= (byte) half;
        byte[] mac;
        try {
            synchronized (aes) {
                mac = aes.doFinal(block);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on a whole block", e);
        }
        // FF1 takes the first eight bytes as a number modulo 2^20: its low 20 bits.
        return ((mac[5] & 0xF) << 16) | ((mac[6] & 0xFF) << 8) | (mac[7] & 0xFF);
    }
}
