package dev.homeport.cli.adapter.load;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Signs tokens of the accounts that the load tool registered, by the local fleet's key. */
final class TokenSigning {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\\s]*)-----END [A-Z ]+-----");
    private static final int KEY_ID_BYTES = 8;
    private static final Duration VALIDITY = Duration.ofHours(6);

    private final FleetId fleet;
    private final PrivateKey key;
    private final String keyId;
    private final InstantSource wallClock;

    private TokenSigning(FleetId fleet, PrivateKey key, String keyId, InstantSource wallClock) {
        this.fleet = fleet;
        this.key = key;
        this.keyId = keyId;
        this.wallClock = wallClock;
    }

    static TokenSigning of(Path state, FleetId fleet, InstantSource wallClock) throws IOException {
        var folder = state.resolve("token-keys");
        try {
            var key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            first(folder.resolve("token-signing-key.pem"))));
            var id =
                    MessageDigest.getInstance("SHA-256")
                            .digest(first(folder.resolve("token-verification-keys.pem")));
            return new TokenSigning(
                    fleet, key, HexFormat.of().formatHex(id, 0, KEY_ID_BYTES), wallClock);
        } catch (GeneralSecurityException e) {
            throw new IOException(folder + " holds no key that signs tokens: " + e, e);
        }
    }

    private static byte[] first(Path file) throws IOException {
        var found = BLOCK.matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException(file + " holds nothing in PEM");
        }
        return Base64.getMimeDecoder().decode(found.group(1));
    }

    String account(AccountId account) throws IOException {
        var until = wallClock.instant().plus(VALIDITY).getEpochSecond();
        var signed =
                encode("{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}")
                        + "."
                        + encode(
                                "{\"iss\":\""
                                        + fleet
                                        + "\",\"sub\":\""
                                        + account
                                        + "\",\"role\":\"account\",\"exp\":"
                                        + until
                                        + "}");
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("a token could not be signed: " + e, e);
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
