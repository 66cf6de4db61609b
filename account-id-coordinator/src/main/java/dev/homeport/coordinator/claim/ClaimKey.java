package dev.homeport.coordinator.claim;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What stands for a handle or a phone number in claims: a keyed hash of its normal form. Immutable
 * and thread-safe; ordered by version, then by hash.
 */
public final class ClaimKey implements Comparable<ClaimKey> {

    /** Size of the hash in bytes. */
    public static final int HASH_BYTES = 32;

    /** The greatest version of a secret. */
    public static final int MAX_VERSION = 0xFFFF;

    private final int version;
    private final byte[] hash;

    /**
     * Makes a key.
     *
     * @param version version of the secret that the hash was made with, 1 to {@value #MAX_VERSION}
     * @param hash the hash, {@value #HASH_BYTES} bytes
     * @throws IllegalArgumentException if one is out of range
     */
    public ClaimKey(int version, byte[] hash) {
        if (version < 1 || version > MAX_VERSION || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException(
                    "claim key: version "
                            + version
                            + " with "
                            + hash.length
                            + " bytes; versions are 1 to "
                            + MAX_VERSION
                            + ", hashes have "
                            + HASH_BYTES
                            + " bytes");
        }
        this.version = version;
        this.hash = hash.clone();
    }

    /** Version of the secret that the hash was made with. */
    public int version() {
        return version;
    }

    /** A copy of the hash. */
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public int compareTo(ClaimKey other) {
        var byVersion = Integer.compare(version, other.version);
        return byVersion != 0 ? byVersion : Arrays.compareUnsigned(hash, other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimKey key
                && version == key.version
                && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return version + ":" + HexFormat.of().formatHex(hash, 0, 4);
    }
}
