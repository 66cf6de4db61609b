package dev.homeport.local.adapter.file;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Keys and certificates in PEM. Stateless. */
public final class Pem {

    private static final int LINE_LENGTH = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    /** Returns one block of PEM. */
    public static String encode(String label, byte[] content) {
        var base64 =
                Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Returns the contents of every block with a label, in order. */
    public static List<byte[]> decode(String label, String text) {
        var found = new ArrayList<byte[]>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                found.add(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return found;
    }

    /** Returns a private key as PKCS #8. */
    public static String encode(PrivateKey key) {
        return encode("PRIVATE KEY", key.getEncoded());
    }

    /** Returns a public key as SubjectPublicKeyInfo. */
    public static String encode(PublicKey key) {
        return encode("PUBLIC KEY", key.getEncoded());
    }

    /**
     * Reads a private key.
     *
     * @param algorithm such as {@code EC} or {@code Ed25519}
     * @throws GeneralSecurityException if the text holds none of that algorithm
     */
    public static PrivateKey privateKey(String algorithm, String text)
            throws GeneralSecurityException {
        var blocks = decode("PRIVATE KEY", text);
        if (blocks.size() != 1) {
            throw new GeneralSecurityException(
                    "private key: the file holds " + blocks.size() + " of them; one is needed");
        }
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(blocks.getFirst()));
    }

    /**
     * Reads all public keys of a text.
     *
     * @throws GeneralSecurityException if one of them is not of that algorithm
     */
    public static List<PublicKey> publicKeys(String algorithm, String text)
            throws GeneralSecurityException {
        var keys = new ArrayList<PublicKey>();
        for (var block : decode("PUBLIC KEY", text)) {
            keys.add(
                    KeyFactory.getInstance(algorithm)
                            .generatePublic(new X509EncodedKeySpec(block)));
        }
        return keys;
    }
}
