package dev.homeport.local.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyStoreTest {

    private static final byte[] TOKEN = "a token".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    @Test
    void keyIsKeptBetweenRuns() throws Exception {
        var first = TokenKeyStore.openOrCreate(folder).verificationKeys();

        assertThat(TokenKeyStore.openOrCreate(folder).verificationKeys()).isEqualTo(first);
    }

    @Test
    void whatTheSigningKeySignsTheVerificationKeyVerifies() throws Exception {
        var store = TokenKeyStore.openOrCreate(folder);

        assertThat(verifies(store.verificationKeys().getFirst(), sign(store))).isTrue();
    }

    @Test
    void bothKeysVerifyWhileTheyAreRotatedAndOnlyTheNewOneAfterwards() throws Exception {
        // Given
        var store = TokenKeyStore.openOrCreate(folder);
        var old = store.verificationKeys().getFirst();
        var signedBefore = sign(store);

        // When
        store.rotate();

        // Then
        assertThat(store.verificationKeys()).hasSize(2).element(1).isEqualTo(old);
        assertThat(verifies(store.verificationKeys().get(0), sign(store))).isTrue();
        assertThat(verifies(store.verificationKeys().get(1), signedBefore)).isTrue();
        assertThatThrownBy(store::rotate).hasMessageContaining("retire the old one");

        // And when
        store.retireOld();

        // Then
        assertThat(store.verificationKeys()).hasSize(1).doesNotContain(old);
        assertThat(verifies(store.verificationKeys().getFirst(), sign(store))).isTrue();
    }

    @Test
    void signingKeyIsReadableByItsOwnerAlone() throws Exception {
        var store = TokenKeyStore.openOrCreate(folder);

        var mode = Files.getPosixFilePermissions(store.signingKeyFile());
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    @Test
    void keysHaveShortNames() throws Exception {
        var store = TokenKeyStore.openOrCreate(folder);

        assertThat(TokenKeyStore.keyId(store.verificationKeys().getFirst()))
                .matches("[0-9a-f]{16}");
    }

    private static byte[] sign(TokenKeyStore store) throws Exception {
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(Pem.privateKey("Ed25519", Files.readString(store.signingKeyFile())));
        signer.update(TOKEN);
        return signer.sign();
    }

    private static boolean verifies(PublicKey key, byte[] signature) throws Exception {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(TOKEN);
        return verifier.verify(signature);
    }
}
