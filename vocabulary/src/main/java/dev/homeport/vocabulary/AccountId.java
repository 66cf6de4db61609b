package dev.homeport.vocabulary;

/**
 * Numeric id of an account: a sequence of 40 bits above the 12 bits of the account's shard, so that
 * whoever has the id knows the shard without asking anybody. Every id is below 2<sup>52</sup> and
 * so survives a JSON number. Immutable and thread-safe.
 *
 * @param value the id, 1 to 2<sup>52</sup> - 1
 */
public record AccountId(long value) implements Comparable<AccountId> {

    /** How many bits the sequence above the shard has. */
    public static final int SEQUENCE_BITS = 40;

    private static final long LIMIT = 1L << (SEQUENCE_BITS + ShardId.BITS);

    /**
     * Makes an account id.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    public AccountId {
        if (value <= 0 || value >= LIMIT) {
            throw new IllegalArgumentException(
                    "account: " + value + " is not an account id; use 1 to " + (LIMIT - 1));
        }
    }

    /**
     * Reads an account id from its decimal form.
     *
     * @throws IllegalArgumentException if the text is not a whole number in range
     */
    public static AccountId parse(String text) {
        // Long.parseLong also takes digits of other scripts and a leading plus: one id, one form.
        if (!text.isEmpty()
                && text.length() <= 16
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.charAt(0) != '0') {
            return new AccountId(Long.parseLong(text));
        }
        throw new IllegalArgumentException(
                "account: "
                        + Quoted.of(text)
                        + " is not an account id; use a whole number from 1 to "
                        + (LIMIT - 1));
    }

    /** The shard that this account belongs to. */
    public ShardId shard() {
        return new ShardId((int) (value & (ShardId.COUNT - 1)));
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
