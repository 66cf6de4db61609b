package dev.homeport.regionrouter.address;

/**
 * A block of IP addresses of one family: an address and the number of leading bits that all its
 * members share with it. Immutable and thread-safe.
 *
 * @param first the block's first address; every bit after the prefix is zero
 * @param prefixBits how many leading bits count, 0 to 32 or 128
 */
public record IpBlock(IpAddress first, int prefixBits) {

    /**
     * Makes a block.
     *
     * @throws IllegalArgumentException if the prefix is too long for the family, or a bit after it
     *     is set
     */
    public IpBlock {
        var bytes = first.toBytes();
        if (prefixBits < 0 || prefixBits > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "block: /" + prefixBits + " is no prefix length of " + first);
        }
        for (var bit = prefixBits; bit < bytes.length * Byte.SIZE; bit++) {
            if (bit(bytes, bit)) {
                throw new IllegalArgumentException(
                        "block: " + first + " has bits set after /" + prefixBits);
            }
        }
    }

    /**
     * Reads a block such as {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException if the text is no such block
     */
    public static IpBlock parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new InvalidInput("block", text, "has no prefix length", "write it as 10.0.0.0/8");
        }
        return new IpBlock(
                IpAddress.parse(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    /** Tells whether an address is in this block; one of the other family never is. */
    public boolean contains(IpAddress ip) {
        var mine = first.toBytes();
        var theirs = ip.toBytes();
        if (mine.length != theirs.length) {
            return false;
        }
        for (var bit = 0; bit < prefixBits; bit++) {
            if (bit(mine, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] bytes, int bit) {
        return (bytes[bit >> 3] >> (7 - (bit & 7)) & 1) != 0;
    }

    @Override
    public String toString() {
        return first + "/" + prefixBits;
    }
}
