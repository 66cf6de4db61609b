package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Tokens that are like one that the fleet has signed, but for one thing.
 *
 * @param good the fleet's own
 * @param fleetKey what the fleet signs with
 */
record Tokens(String good, PrivateKey fleetKey) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "Ed25519";
    private static final long YEAR_2001_SECONDS = 1_000_000_000;

    /** Tokens like this one, of a fleet whose key lies under its state folder. */
    static Tokens like(String good, Path stateFolder) throws IOException, GeneralSecurityException {
        var pem =
                Files.readString(
                        stateFolder.resolve("token-keys").resolve("token-signing-key.pem"));
        var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return new Tokens(
                good,
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    }

    /** One that is as good, of another account. */
    String of(AccountId account) throws IOException, GeneralSecurityException {
        return signed(_ -> {}, claims -> claims.put("sub", account.toString()), fleetKey);
    }

    /** What no site believes, each with a part of what it says to it. */
    Map<String, String> bad() throws IOException, GeneralSecurityException {
        var strangersKey = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair().getPrivate();
        var bad = new LinkedHashMap<String, String>();
        bad.put("garbage", "not one of this fleet");
        bad.put(withAnotherSignature(), "signature is not the fleet's");
        bad.put(tamperedWith(), "signature is not the fleet's");
        bad.put(signed(_ -> {}, _ -> {}, strangersKey), "signature is not the fleet's");
        bad.put(
                signed(header -> header.put("kid", "stranger"), _ -> {}, strangersKey),
                "not one of this fleet");
        bad.put(
                signed(_ -> {}, claims -> claims.put("exp", YEAR_2001_SECONDS), fleetKey),
                "has expired");
        bad.put(
                signed(
                        _ -> {},
                        claims -> claims.put("iss", UUID.randomUUID().toString()),
                        fleetKey),
                "another fleet's");
        bad.put(signed(_ -> {}, claims -> claims.remove("exp"), fleetKey), "not one of this fleet");
        bad.put(
                signed(_ -> {}, claims -> claims.put("role", "operator"), fleetKey),
                "no role that is known");
        bad.put(unsigned(), "not one of this fleet");
        return bad;
    }

    private String withAnotherSignature() {
        var middle = (good.lastIndexOf('.') + good.length()) / 2;
        return good.substring(0, middle)
                + (good.charAt(middle) == 'A' ? 'B' : 'A')
                + good.substring(middle + 1);
    }

    /** Another's account under this one's signature. */
    private String tamperedWith() throws IOException {
        var parts = good.split("\\.", -1);
        return parts[0]
                + "."
                + part(parts[1], claims -> claims.put("sub", "4097"))
                + "."
                + parts[2];
    }

    private String unsigned() throws IOException {
        var parts = good.split("\\.", -1);
        return part(parts[0], header -> header.put("alg", "none")) + "." + parts[1] + ".";
    }

    private String signed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, PrivateKey key)
            throws IOException, GeneralSecurityException {
        var parts = good.split("\\.", -1);
        var signed = part(parts[0], header) + "." + part(parts[1], claims);
        var signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(signed.getBytes(UTF_8));
        return signed
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String part(String encoded, Consumer<ObjectNode> change) throws IOException {
        var json = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(encoded));
        change.accept(json);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(UTF_8));
    }
}
