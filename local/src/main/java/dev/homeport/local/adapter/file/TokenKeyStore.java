package dev.homeport.local.adapter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;

/**
 * The fleet's Ed25519 keys for account tokens. One key signs; one or, while it is being rotated,
 * two verify. The verification keys are written before the signing key, so that nobody ever meets a
 * token whose key he could not know. Safe for one process at a time, which holds the state folder's
 * lock.
 */
public final class TokenKeyStore {

    static final String ALGORITHM = "Ed25519";
    private static final int KEY_ID_BYTES = 8;
    private static final int MOST_KEYS = 2;

    private final Path folder;

    private TokenKeyStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the store, with a first key if there was none.
     *
     * @throws IOException if it cannot be read or written
     */
    public static TokenKeyStore openOrCreate(Path folder)
            throws IOException, GeneralSecurityException {
        var store = new TokenKeyStore(PrivateFiles.createFolder(folder));
        if (!Files.exists(store.signingKeyFile())) {
            store.write(generate(), List.of());
        }
        return store;
    }

    /** Returns the file with the private key that signs (PKCS #8), readable by its owner alone. */
    public Path signingKeyFile() {
        return folder.resolve("token-signing-key.pem");
    }

    /** Returns the file with the public keys that verify, the newest first. */
    public Path verificationKeysFile() {
        return folder.resolve("token-verification-keys.pem");
    }

    /** Returns the keys that verify, the newest first: one, or two while they are being rotated. */
    public List<PublicKey> verificationKeys() throws IOException, GeneralSecurityException {
        return Pem.publicKeys(ALGORITHM, Files.readString(verificationKeysFile()));
    }

    /**
     * Makes a new signing key; the old one goes on verifying until {@link #retireOld}.
     *
     * @throws IllegalStateException if a rotation is going on already
     */
    public void rotate() throws IOException, GeneralSecurityException {
        var present = verificationKeys();
        if (present.size() >= MOST_KEYS) {
            throw new IllegalStateException(
                    "token keys: two are valid already; retire the old one before the next"
                            + " rotation");
        }
        write(generate(), present);
    }

    /** Ends a rotation: only the newest key verifies from now on. */
    public void retireOld() throws IOException, GeneralSecurityException {
        PrivateFiles.writePublic(verificationKeysFile(), Pem.encode(verificationKeys().getFirst()));
    }

    /** Returns the short name of a key: the first 8 bytes of its SHA-256, in hex. */
    public static String keyId(PublicKey key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
    }

    private static KeyPair generate() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    }

    private void write(KeyPair newest, List<PublicKey> older) throws IOException {
        var keys = new StringBuilder(Pem.encode(newest.getPublic()));
        older.forEach(key -> keys.append(Pem.encode(key)));
        PrivateFiles.writePublic(verificationKeysFile(), keys.toString());
        PrivateFiles.write(signingKeyFile(), Pem.encode(newest.getPrivate()));
    }
}
