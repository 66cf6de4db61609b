package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a view's rows in one form that is the same at every site and whatever the database:
 * numbers as 8 bytes, the highest first, ids as their 16 bytes, and at the end the text, if there
 * is one. What is only of this site's making, such as positions, is left out. Stateless.
 */
public final class RowHashes {

    private static final int ID_BYTES = 16;

    private RowHashes() {}

    /** An account. */
    public static BigInteger account(
            AccountId id, Epoch epoch, String handle, long registeredAtMillis) {
        var text = handle.getBytes(StandardCharsets.UTF_8);
        return of(
                ByteBuffer.allocate(3 * Long.BYTES + text.length)
                        .putLong(id.value())
                        .putLong(epoch.value())
                        .putLong(registeredAtMillis)
                        .put(text)
                        .array());
    }

    /** A message. */
    public static BigInteger message(
            DerivedId id,
            Epoch epoch,
            AccountId sender,
            AccountId recipient,
            String body,
            long sentAtMillis) {
        var text = body.getBytes(StandardCharsets.UTF_8);
        return of(
                ByteBuffer.allocate(ID_BYTES + 4 * Long.BYTES + text.length)
                        .put(id.toBytes())
                        .putLong(epoch.value())
                        .putLong(sender.value())
                        .putLong(recipient.value())
                        .putLong(sentAtMillis)
                        .put(text)
                        .array());
    }

    /** A place of an inbox. */
    public static BigInteger inbox(AccountId account, SyncKey key, DerivedId message) {
        return of(
                ByteBuffer.allocate(3 * Long.BYTES + ID_BYTES)
                        .putLong(account.value())
                        .putLong(key.epoch().value())
                        .putLong(key.n())
                        .put(message.toBytes())
                        .array());
    }

    static BigInteger of(byte[] bytes) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
