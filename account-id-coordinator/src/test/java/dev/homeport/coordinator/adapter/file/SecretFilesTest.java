package dev.homeport.coordinator.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.handle.HandleForm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    private static final String SECRET = "0123456789abcdef".repeat(4);

    @TempDir private Path folder;

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("secret"), content);
    }

    @Test
    void everyVersionOfTheClaimSecretMakesAKey() throws Exception {
        var hashes = SecretFiles.claimHashes(file("3 " + SECRET + "\n2 " + SECRET + "\n\n"));

        var handle = new HandleForm().read("alice");
        assertThat(hashes).extracting(hash -> hash.key(handle).version()).containsExactly(3, 2);
    }

    @Test
    void thePermutationsKeyIsOneLine() throws Exception {
        var permutation = SecretFiles.permutation(file(SECRET + "\n"));

        assertThat(permutation.invert(permutation.permute(42))).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "one 00", "1 00", "1 zz", "1 00 00"})
    void aWrongLineIsRefusedWithoutBeingQuoted(String line) throws Exception {
        var file = file(line + " \n");

        assertThatThrownBy(() -> SecretFiles.claimHashes(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("zz");
        assertThatThrownBy(() -> SecretFiles.permutation(file))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SecretFiles.permutation(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }
}
