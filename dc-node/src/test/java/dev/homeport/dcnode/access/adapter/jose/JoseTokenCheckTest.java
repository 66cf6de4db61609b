package dev.homeport.dcnode.access.adapter.jose;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.TestTokens.FAR_FUTURE_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.access.Caller;
import dev.homeport.dcnode.access.TokenCheck.Result;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoseTokenCheckTest {

    private static final FleetId FLEET = new FleetId(new UUID(1, 2));
    private static final long NOW_SECONDS = 1_795_608_000L;

    private final TestTokens tokens = new TestTokens(FLEET, "2026-11");
    private final TestTokens older = new TestTokens(FLEET, "2026-05");
    private final JoseTokenCheck check =
            new JoseTokenCheck(
                    FLEET,
                    Map.of("2026-11", tokens.publicKey(), "2026-05", older.publicKey()),
                    () -> Instant.ofEpochSecond(NOW_SECONDS));

    private void assertInvalid(String token, String reason) {
        assertThat(check.check(token))
                .isInstanceOfSatisfying(
                        Result.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(reason));
    }

    @Test
    void aTokenNamesAnAccountUntilItExpires() {
        assertThat(check.check(tokens.account(ALICE)))
                .isEqualTo(
                        new Result.Valid(
                                new Caller.AccountHolder(ALICE, FAR_FUTURE_SECONDS * 1_000)));
        assertInvalid(tokens.token("4101", "account", NOW_SECONDS - 60), "expired");
    }

    @Test
    void aRegistrarIsNoAccount() {
        assertThat(check.check(tokens.registrar()))
                .isEqualTo(
                        new Result.Valid(
                                new Caller.Registrar("tests", FAR_FUTURE_SECONDS * 1_000)));
    }

    @Test
    void twoKeysAreValidWhileTheKeyRotates() {
        assertThat(check.check(older.account(ALICE))).isInstanceOf(Result.Valid.class);
    }

    @Test
    void anotherKeyOfTheSameNameIsNotTheFleets() {
        assertInvalid(new TestTokens(FLEET, "2026-11").account(ALICE), "signature");
    }

    @Test
    void anUnknownKeyIsNotTheFleets() {
        assertInvalid(new TestTokens(FLEET, "other").account(ALICE), "not one of this fleet");
    }

    @Test
    void anotherFleetsTokenIsWorthNothing() {
        var header = "{\"alg\":\"EdDSA\",\"kid\":\"2026-11\"}";
        var payload = "{\"iss\":\"" + new UUID(9, 9) + "\",\"sub\":\"4101\",\"role\":\"account\",";
        assertInvalid(tokens.sign(header, payload + "\"exp\":4000000000}"), "another fleet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"4101\",\"role\":\"account\"}",
                "{\"sub\":\"4101\",\"exp\":4000000000}",
                "{\"sub\":\"4101\",\"role\":\"operator\",\"exp\":4000000000}",
                "{\"sub\":\"alice\",\"role\":\"account\",\"exp\":4000000000}",
                "{\"role\":\"account\",\"exp\":4000000000}",
                "{\"sub\":4101,\"role\":\"account\",\"exp\":\"never\"}"
            })
    void aTokenThatLeavesSomethingOutIsWorthNothing(String claims) {
        var payload = "{\"iss\":\"" + FLEET + "\"," + claims.substring(1);

        assertThat(check.check(tokens.sign("{\"alg\":\"EdDSA\",\"kid\":\"2026-11\"}", payload)))
                .isInstanceOf(Result.Invalid.class);
    }

    @Test
    void noOtherAlgorithmIsTaken() {
        var payload =
                "{\"iss\":\""
                        + FLEET
                        + "\",\"sub\":\"4101\",\"role\":\"account\",\"exp\":4000000000}";
        var none = tokens.sign("{\"alg\":\"none\"}", payload);

        assertThat(check.check(none)).isInstanceOf(Result.Invalid.class);
        assertThat(check.check(none.substring(0, none.lastIndexOf('.') + 1)))
                .isInstanceOf(Result.Invalid.class);
        assertThat(check.check(tokens.sign("{\"alg\":\"HS256\",\"kid\":\"2026-11\"}", payload)))
                .isInstanceOf(Result.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "null", "\u0000", "eyJhbGciOiJFZERTQSJ9.e30."})
    void garbageIsWorthNothing(String token) {
        assertThat(check.check(token)).isInstanceOf(Result.Invalid.class);
        assertThat(check.check("x".repeat(10_000))).isInstanceOf(Result.Invalid.class);
    }

    @Test
    void aTokenWithOneLetterChangedIsWorthNothing() {
        var token = tokens.account(ALICE);
        var random = new Random(3);
        for (var i = 0; i < 300; i++) {
            var at = random.nextInt(token.length() - 1);
            var changed = new StringBuilder(token);
            changed.setCharAt(at, changed.charAt(at) == 'A' ? 'B' : 'A');

            assertThat(check.check(changed.toString())).isInstanceOf(Result.Invalid.class);
        }
    }

    @Test
    void thereIsNoCheckWithoutAKey() {
        assertThatThrownBy(() -> new JoseTokenCheck(FLEET, Map.of(), Instant::now))
                .hasMessageContaining("tokens.keys");
    }

    @Test
    void keysAreReadFromAFileAndNamedByTheirFingerprints(@TempDir Path folder) throws Exception {
        var file = folder.resolve("keys.pem");
        var newer = new TestTokens(FLEET, "newer");
        Files.writeString(file, pem(tokens.publicKey()) + pem(newer.publicKey()));

        assertThat(TokenKeys.read(file))
                .isEqualTo(
                        Map.of(
                                fingerprint(tokens.publicKey()),
                                tokens.publicKey(),
                                fingerprint(newer.publicKey()),
                                newer.publicKey()));
    }

    @Test
    void aFileThatHoldsAnythingElseIsNamed(@TempDir Path folder) throws IOException {
        var file = folder.resolve("broken.pem");
        for (var text : new String[] {"", "garbage", pem(tokens.publicKey()) + "garbage"}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> TokenKeys.read(file)).hasMessageContaining("broken.pem");
        }
        assertThatThrownBy(() -> TokenKeys.read(folder.resolve("nowhere")))
                .hasMessageContaining("nowhere");
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String fingerprint(PublicKey key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }
}
