package dev.homeport.dcnode.access.adapter.jose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the fleet's public keys: every file {@code NAME.pem} of a folder is an Ed25519 key ({@code
 * BEGIN PUBLIC KEY}) of that name. Stateless.
 */
public final class TokenKeys {

    private static final String SUFFIX = ".pem";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private TokenKeys() {}

    /**
     * Reads the keys of a folder.
     *
     * @throws IllegalArgumentException if a file is not an Ed25519 public key, or there is no
     *     folder; the message names it
     */
    public static Map<String, PublicKey> read(Path folder) {
        var keys = new TreeMap<String, PublicKey>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                keys.put(name.substring(0, name.length() - SUFFIX.length()), key(file));
            }
            return keys;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "tokens.keys: the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PublicKey key(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
                throw new IllegalArgumentException("it is no public key in PEM form");
            }
            var body = text.substring(BEGIN.length(), text.length() - END.length());
            var bytes = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "tokens.keys: " + file + " is not an Ed25519 public key: " + e.getMessage(), e);
        }
    }
}
