package dev.homeport.dcnode.access.adapter.jose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the fleet's public keys: a file of one Ed25519 key ({@code BEGIN PUBLIC KEY}), or of two
 * while the key rotates. The name of a key, which tokens carry as {@code kid}, is the first 8 bytes
 * of the SHA-256 of its DER form, in hexadecimal. Stateless.
 */
public final class TokenKeys {

    private static final int NAME_BYTES = 8;
    private static final Pattern KEY =
            Pattern.compile(
                    "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC"
                            + " KEY-----\\s*");

    private TokenKeys() {}

    /**
     * Reads the keys of a file, by name.
     *
     * @throws IllegalArgumentException if it cannot be read or holds anything but Ed25519 public
     *     keys; the message names it
     */
    public static Map<String, PublicKey> read(Path file) {
        try {
            var keys = new LinkedHashMap<String, PublicKey>();
            var blocks = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            while (blocks.lookingAt()) {
                var der = Base64.getMimeDecoder().decode(blocks.group(1));
                keys.put(name(der), key(der));
                blocks.region(blocks.end(), blocks.regionEnd());
            }
            if (keys.isEmpty() || blocks.regionStart() != blocks.regionEnd()) {
                throw new IllegalArgumentException("it is not public keys in PEM form alone");
            }
            return keys;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "token.verification.keys: "
                            + file
                            + " does not give Ed25519 public keys: "
                            + e.getMessage(),
                    e);
        }
    }

    private static PublicKey key(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static String name(byte[] der) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(der);
        return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    }
}
