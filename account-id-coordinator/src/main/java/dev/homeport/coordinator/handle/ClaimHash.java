package dev.homeport.coordinator.handle;

import dev.homeport.coordinator.claim.ClaimKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns handles and phone numbers into claim keys: HMAC-SHA256 of kind and normal form under one
 * version of the fleet's claim secret. Without the secret nobody can tell from a log or a store
 * which names are taken. Thread-safe.
 */
public final class ClaimHash {

    /** The least size of a secret in bytes. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte HANDLE = 1;
    private static final byte PHONE = 2;

    private final int version;
    private final SecretKeySpec secret;

    /**
     * @param version version of the secret, from 1
     * @param secret the secret, at least {@value #MIN_SECRET_BYTES} bytes
     * @throws IllegalArgumentException if the secret is too short
     */
    public ClaimHash(int version, byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "claim secret: version "
                            + version
                            + " has "
                            + secret.length
                            + " bytes; use at least "
                            + MIN_SECRET_BYTES);
        }
        this.version = version;
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The key of a handle. */
    public ClaimKey key(Handle handle) {
        return key(HANDLE, handle.skeleton());
    }

    /** The key of a phone number. */
    public ClaimKey key(Phone phone) {
        return key(PHONE, phone.e164());
    }

    private ClaimKey key(byte kind, String form) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(kind);
            return new ClaimKey(version, mac.doFinal(form.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
