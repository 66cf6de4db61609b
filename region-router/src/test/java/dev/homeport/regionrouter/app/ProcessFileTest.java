package dev.homeport.regionrouter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeport.vocabulary.NodeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFileTest {

    private static final Path PROGRAM = Path.of("/opt/router/quarkus-app/quarkus-run.jar");
    private static final Map<String, String> LEAST =
            Map.of(
                    "fleet", "7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0",
                    "store.folder", "/data",
                    "listen.router", "127.42.0.2:25000",
                    "listen.management", "127.42.0.2:25010",
                    "peers.control-api", "canada/4=127.42.3.4:25009,shanghai/4=127.42.1.4:25009",
                    "peers.access", "canada/1=127.42.3.1:25001",
                    "tls.key", "key.pem",
                    "tls.certificate", "certificate.pem",
                    "tls.authority", "authority.pem",
                    "isolation.budget.millis", "30000");

    private static RouterSettings read(Map<String, String> file, Map<String, String> environment) {
        return RouterSettings.read(ProcessFile.settings(file, environment, PROGRAM), Map.of());
    }

    @Test
    void fileOfAFleetSaysAllThatARouterNeeds() {
        var settings = read(LEAST, Map.of());

        assertThat(settings.listenPort()).isEqualTo(25_000);
        assertThat(settings.managementPlain()).isTrue();
        assertThat(settings.accessBySite())
                .containsExactly(Map.entry("canada", "https://127.42.3.1:25001"));
        assertThat(settings.tables())
                .isInstanceOfSatisfying(
                        TableSettings.OfControlPlane.class,
                        tables ->
                                assertThat(tables.replicas())
                                        .containsKeys(
                                                NodeName.parse("canada/4"),
                                                NodeName.parse("shanghai/4")));
        assertThat(settings.forQuarkus())
                .containsKey("quarkus.http.tls-configuration-name")
                .doesNotContainKey("quarkus.management.tls-configuration-name");
    }

    @Test
    void environmentGoesBeforeTheFile() {
        var settings = read(LEAST, Map.of("HOMEPORT_LISTEN_ROUTER", "127.42.0.3:25001"));
        assertThat(settings.listenAddress()).hasToString("127.42.0.3");
        assertThat(settings.listenPort()).isEqualTo(25_001);
    }

    @Test
    void shippedDatabaseIsFoundNearTheProgram(@TempDir Path folder) throws Exception {
        var database = folder.resolve("geo").resolve("geo-whois-asn-country.mmdb");
        Files.createDirectories(folder.resolve("geo"));
        Files.createFile(database);
        var program = folder.resolve("quarkus-app").resolve("quarkus-run.jar");

        var settings =
                RouterSettings.read(ProcessFile.settings(LEAST, Map.of(), program), Map.of());
        assertThat(settings.geoDatabase()).isEqualTo(database);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceByItsKey() {
        var file = new HashMap<>(LEAST);
        file.remove("fleet");
        file.put("listen.router", "nowhere");
        file.put("peers.access", "canada");
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(file, Map.of()))
                .withMessageContainingAll("fleet: ", "listen.router: ", "peers.access: ");
    }
}
