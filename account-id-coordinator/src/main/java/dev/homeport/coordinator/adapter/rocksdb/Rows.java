package dev.homeport.coordinator.adapter.rocksdb;

import dev.homeport.coordinator.claim.Claim;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.ClaimState;
import dev.homeport.coordinator.claim.KeyVersions;
import dev.homeport.coordinator.claim.LastOperation;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The rows of the store, format 0. Numbers are big-endian, so that keys sort by them.
 *
 * <pre>
 * c version(2) hash(32)                     → account(8) state(1) freeAtTick(8)
 * o account(8)                              → epoch(8) offset(8) part(1) outcome(1)
 * q freeAtTick(8) version(2) hash(32)       → nothing: released names by the end of quarantine
 * r shard(2) account(8) version(2) hash(32) → nothing: reserved names by account
 * m name                                    → the few single values
 * </pre>
 */
final class Rows {

    static final byte[] FORMAT = meta("format");
    static final byte[] APPLIED = meta("applied");
    static final byte[] TICK = meta("tick");
    static final byte[] VERSIONS = meta("versions");
    static final byte[] GRANTS = meta("grants");

    static final byte CLAIM = 'c';
    static final byte OPERATION = 'o';
    static final byte QUARANTINE = 'q';
    static final byte RESERVATION = 'r';

    static final byte[] NOTHING = {};

    private static final int CLAIM_BYTES = 17;
    private static final int NAME_BYTES = 2 + ClaimKey.HASH_BYTES;
    private static final int BITMAP_WORDS = ShardId.COUNT / Long.SIZE;

    /** Never reordered: the ordinal is on disk. */
    private static final ClaimState[] STATES = {
        ClaimState.RESERVED, ClaimState.CONFIRMED, ClaimState.RELEASED
    };

    /** Never reordered: the index is on disk. */
    private static final ClaimOutcome[] OUTCOMES = {
        ClaimOutcome.RESERVED,
        ClaimOutcome.CONFIRMED,
        ClaimOutcome.RELEASED,
        ClaimOutcome.TAKEN,
        ClaimOutcome.NOT_RESERVED
    };

    private Rows() {}

    private static byte[] meta(String name) {
        return ("m" + name).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] claimKey(ClaimKey key) {
        return name(new byte[] {CLAIM}, key);
    }

    /** The first key of a version's claims, and the end of those of the version before. */
    static byte[] claimsFrom(int version) {
        return ByteBuffer.allocate(5).put(CLAIM).putInt(version << 16).array();
    }

    static byte[] operationKey(AccountId account) {
        return ByteBuffer.allocate(9).put(OPERATION).putLong(account.value()).array();
    }

    static byte[] quarantineKey(long freeAtTick, ClaimKey key) {
        return name(ByteBuffer.allocate(9).put(QUARANTINE).putLong(freeAtTick).array(), key);
    }

    static byte[] reservationKey(AccountId account, ClaimKey key) {
        return name(reservationsFrom(account), key);
    }

    /** Before the reservations of an account, and of those above it. */
    static byte[] reservationsFrom(AccountId account) {
        return ByteBuffer.allocate(11)
                .put(RESERVATION)
                .putShort((short) account.shard().value())
                .putLong(account.value())
                .array();
    }

    /** Before the reservations of a shard. */
    static byte[] reservationsFrom(ShardId shard) {
        return ByteBuffer.allocate(3).put(RESERVATION).putShort((short) shard.value()).array();
    }

    private static byte[] name(byte[] before, ClaimKey key) {
        return ByteBuffer.allocate(before.length + NAME_BYTES)
                .put(before)
                .putShort((short) key.version())
                .put(key.hash())
                .array();
    }

    /** The name at the end of an index row's key. */
    static ClaimKey nameAtEnd(byte[] row) {
        var from = ByteBuffer.wrap(row, row.length - NAME_BYTES, NAME_BYTES);
        var version = Short.toUnsignedInt(from.getShort());
        var hash = new byte[ClaimKey.HASH_BYTES];
        from.get(hash);
        return new ClaimKey(version, hash);
    }

    static long tickOfQuarantine(byte[] row) {
        return ByteBuffer.wrap(row).getLong(1);
    }

    static AccountId accountOfReservation(byte[] row) {
        return new AccountId(ByteBuffer.wrap(row).getLong(3));
    }

    static byte[] claim(Claim claim) {
        var request = claim.request().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(CLAIM_BYTES + request.length)
                .putLong(claim.account().value())
                .put(indexOf(STATES, claim.state()))
                .putLong(claim.freeAtTick())
                .put(request)
                .array();
    }

    static Claim claim(byte[] row) {
        var from = ByteBuffer.wrap(row);
        return new Claim(
                new AccountId(from.getLong()),
                STATES[from.get()],
                from.getLong(),
                new String(row, CLAIM_BYTES, row.length - CLAIM_BYTES, StandardCharsets.US_ASCII));
    }

    static byte[] operation(LastOperation operation) {
        var stamp = operation.stamp();
        return ByteBuffer.allocate(18)
                .putLong(stamp.epoch().value())
                .putLong(stamp.offset())
                .put((byte) stamp.part())
                .put(indexOf(OUTCOMES, operation.outcome()))
                .array();
    }

    static LastOperation operation(byte[] row) {
        var from = ByteBuffer.wrap(row);
        var stamp =
                new OperationStamp(
                        new Epoch(from.getLong()), from.getLong(), Byte.toUnsignedInt(from.get()));
        return new LastOperation(stamp, OUTCOMES[from.get()]);
    }

    static byte[] versions(KeyVersions versions) {
        var to =
                ByteBuffer.allocate(12 + BITMAP_WORDS * Long.BYTES)
                        .putShort((short) versions.current())
                        .putShort((short) versions.next())
                        .putLong(versions.endsAtTick());
        for (var word : versions.waiting().toBitmap()) {
            to.putLong(word);
        }
        return to.array();
    }

    static KeyVersions versions(byte[] row) {
        var from = ByteBuffer.wrap(row);
        var current = Short.toUnsignedInt(from.getShort());
        var next = Short.toUnsignedInt(from.getShort());
        var endsAtTick = from.getLong();
        var words = new long[BITMAP_WORDS];
        for (var i = 0; i < words.length; i++) {
            words[i] = from.getLong();
        }
        return new KeyVersions(current, next, endsAtTick, ShardSet.ofBitmap(words));
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] row) {
        return ByteBuffer.wrap(row).getLong();
    }

    private static <T> byte indexOf(T[] values, T value) {
        for (byte i = 0; i < values.length; i++) {
            if (values[i].equals(value)) {
                return i;
            }
        }
        throw new IllegalStateException(value + " has no place in the format of the store");
    }
}
