package dev.homeport.coordinator.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ClaimHashTest {

    private final ClaimHash hash = new ClaimHash(1, new byte[32]);
    private final HandleForm form = new HandleForm();

    @Test
    void goldenKeysNeverChange() {
        assertThat(HexFormat.of().formatHex(hash.key(form.read("Alice")).hash()))
                .isEqualTo("14176c6ac2b6aad791fe0396899e3de2f4754e1d38d60bcc253e9d2443aa801a");
        assertThat(HexFormat.of().formatHex(hash.key(new Phone("+8613800138000")).hash()))
                .isEqualTo("8083efc885b438fe5f2b63f59c383b67e679d1b8e624d9631a0c2367e599ad70");
    }

    @Test
    void secretVersionAndKindTellKeysApart() {
        var other = new byte[32];
        other[31] = 1;
        var handle = new Handle("x", "same");

        assertThat(hash.key(handle)).isNotEqualTo(new ClaimHash(1, other).key(handle));
        assertThat(hash.key(handle)).isNotEqualTo(new ClaimHash(2, new byte[32]).key(handle));
        assertThat(hash.key(handle)).isNotEqualTo(hash.key(new Phone("same")));
        assertThat(hash.key(handle)).isEqualTo(hash.key(new Handle("y", "same")));
    }

    @Test
    void shortSecretsAreRefused() {
        assertThatThrownBy(() -> new ClaimHash(3, new byte[31]))
                .hasMessageContaining("version 3")
                .hasMessageContaining("at least 32");
    }
}
