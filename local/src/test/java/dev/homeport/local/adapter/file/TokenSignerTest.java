package dev.homeport.local.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSignerTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @TempDir Path folder;
    private TokenKeyStore keys;

    @BeforeEach
    void makeKeys() throws Exception {
        keys = TokenKeyStore.openOrCreate(folder);
    }

    @Test
    void tokenNamesFleetAccountRoleAndExpiry() throws Exception {
        var token = signer().account(new AccountId(4096), Duration.ofHours(1));

        assertThat(part(token, 1))
                .hasToString(
                        "{\"iss\":\""
                                + FLEET
                                + "\",\"sub\":\"4096\",\"role\":\"account\",\"exp\":"
                                + (NOW.getEpochSecond() + 3_600)
                                + "}");
        assertThat(part(signer().registrar("local", Duration.ofHours(1)), 1))
                .hasToString(
                        "{\"iss\":\""
                                + FLEET
                                + "\",\"sub\":\"local\",\"role\":\"registrar\",\"exp\":"
                                + (NOW.getEpochSecond() + 3_600)
                                + "}");
    }

    @Test
    void signatureIsOfTheNewestKeyWhichTheHeaderNames() throws Exception {
        keys.rotate();
        var token = signer().account(new AccountId(7), Duration.ofHours(1));
        var newest = keys.verificationKeys().getFirst();

        assertThat(part(token, 0).path("alg").asText()).isEqualTo("EdDSA");
        assertThat(part(token, 0).path("kid").asText()).isEqualTo(TokenKeyStore.keyId(newest));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(newest);
        verifier.update(
                token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(bytes(token, 2))).isTrue();
    }

    private TokenSigner signer() throws Exception {
        return new TokenSigner(FLEET, keys, InstantSource.fixed(NOW));
    }

    private static JsonNode part(String token, int index) throws Exception {
        return new ObjectMapper().readTree(bytes(token, index));
    }

    private static byte[] bytes(String token, int index) {
        return Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
    }
}
