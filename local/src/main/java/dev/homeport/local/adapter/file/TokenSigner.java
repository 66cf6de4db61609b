package dev.homeport.local.adapter.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Signs the tokens that sites believe: JSON Web Tokens under the fleet's Ed25519 key (RFC 7519 and
 * 8037), with issuer, subject, role and expiry. Thread-safe; uses the key that was the newest when
 * it was made.
 */
public final class TokenSigner {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final FleetId fleet;
    private final InstantSource wallClock;
    private final PrivateKey key;
    private final String keyId;

    /**
     * Makes a signer.
     *
     * @param fleet the fleet that the tokens are valid in
     * @param keys its keys
     * @param wallClock tells when tokens expire
     */
    public TokenSigner(FleetId fleet, TokenKeyStore keys, InstantSource wallClock)
            throws IOException, GeneralSecurityException {
        this.fleet = fleet;
        this.wallClock = wallClock;
        this.key = Pem.privateKey(TokenKeyStore.ALGORITHM, Files.readString(keys.signingKeyFile()));
        this.keyId = TokenKeyStore.keyId(keys.verificationKeys().getFirst());
    }

    /** Returns the token of an account's holder. */
    public String account(AccountId account, Duration validity) throws GeneralSecurityException {
        return token("account", account.toString(), validity);
    }

    /** Returns the token of somebody who may register accounts. */
    public String registrar(String name, Duration validity) throws GeneralSecurityException {
        return token("registrar", name, validity);
    }

    private String token(String role, String subject, Duration validity)
            throws GeneralSecurityException {
        var header = JSON.createObjectNode().put("alg", "EdDSA").put("kid", keyId);
        var claims =
                JSON.createObjectNode()
                        .put("iss", fleet.toString())
                        .put("sub", subject)
                        .put("role", role)
                        .put("exp", wallClock.instant().plus(validity).getEpochSecond());
        var signed = encode(header) + "." + encode(claims);
        var signature = Signature.getInstance(TokenKeyStore.ALGORITHM);
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static String encode(ObjectNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
