package dev.homeport.process.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @TempDir private Path folder;

    private Configuration read(String text, Map<String, String> environment) throws Exception {
        return Configuration.read(
                Files.writeString(folder.resolve("homeport.properties"), text), environment);
    }

    @Test
    void environmentGoesBeforeTheFile() throws Exception {
        var values = read("site=canada\n", Map.of("HOMEPORT_SITE", "hongkong"));
        assertThat(values.required("site", SiteId::new)).isEqualTo(new SiteId("hongkong"));
    }

    @Test
    void dotsAndHyphensAreUnderscoresInTheEnvironment() throws Exception {
        var values = read("", Map.of("HOMEPORT_LISTEN_NODE_RPC", "127.0.0.1:25003"));
        assertThat(values.address("listen.node-rpc").getPort()).isEqualTo(25_003);
    }

    @Test
    void peersAreReadByTheirNodes() throws Exception {
        var peers =
                read("peers.witness=canada/3=127.0.0.1:1,shanghai/3=127.0.0.2:2\n", Map.of())
                        .peers("peers.witness");
        assertThat(peers)
                .containsOnlyKeys(NodeName.parse("canada/3"), NodeName.parse("shanghai/3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nowhere", "host:", ":80", "host:0", "host:65536", "host:x"})
    void whatIsNoAddressIsRefusedByItsKey(String address) throws Exception {
        var values = read("listen.management=" + address + "\n", Map.of());
        assertThatExceptionOfType(Configuration.InvalidException.class)
                .isThrownBy(() -> values.address("listen.management"))
                .withMessageStartingWith("listen.management: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
    void whatIsNoNumberIsRefusedByItsKey(String number) throws Exception {
        var values = read("drain.millis=" + number + "\n", Map.of());
        assertThatExceptionOfType(Configuration.InvalidException.class)
                .isThrownBy(() -> values.number("drain.millis", 0, 5))
                .withMessageStartingWith("drain.millis: ");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(Configuration.InvalidException.class)
                .isThrownBy(() -> Configuration.read(folder.resolve("gone"), Map.of()))
                .withMessageContaining("gone");
    }
}
