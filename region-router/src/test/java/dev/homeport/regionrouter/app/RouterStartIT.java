package dev.homeport.regionrouter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a router that cannot start says, and how it ends. */
class RouterStartIT {

    private static final String ADDRESS = "127.42.1.4";
    private static final int PORT = 22_040;

    @TempDir private Path folder;

    @Test
    void wrongSettingsAreToldAllAtOnce() throws Exception {
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.remove("insecure-loopback");
        settings.put("listen.port", "x");
        settings.put("colour", "green");
        try (var router = start(settings)) {
            assertThat(router.awaitExit()).isEqualTo(2);
            assertThat(router.log().lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("region-router: homeport.router."));
        }
    }

    @Test
    void aMissingDatabaseIsNamed() throws Exception {
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.put("geo.database", folder.resolve("gone.mmdb").toString());
        try (var router = start(settings)) {
            assertThat(router.awaitExit()).isEqualTo(2);
            assertThat(router.log().lines())
                    .singleElement()
                    .asString()
                    .contains("geo database: ", "gone.mmdb", "put the shipped file back");
        }
    }

    @Test
    void aDamagedDatabaseIsNamed() throws Exception {
        var damaged = folder.resolve("damaged.mmdb");
        var bytes = Files.readAllBytes(RouterProcess.GEO);
        bytes[4_000_000] ^= 4;
        Files.write(damaged, bytes);
        Files.copy(
                RouterProcess.GEO.resolveSibling(RouterProcess.GEO.getFileName() + ".sha256"),
                folder.resolve("damaged.mmdb.sha256"));
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.put("geo.database", damaged.toString());
        try (var router = start(settings)) {
            assertThat(router.awaitExit()).isEqualTo(2);
            assertThat(router.log()).contains("damaged.mmdb is not what").doesNotContain("\tat ");
        }
    }

    @Test
    void rulesThatAreWrongAreNamedWithTheirLine() throws Exception {
        var rules = folder.resolve("rules.yaml");
        Files.writeString(rules, "schema: homeport/geo-rules/0\nversion: one\n");
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.put("geo.rules", rules.toString());
        try (var router = start(settings)) {
            assertThat(router.awaitExit()).isEqualTo(2);
            assertThat(router.log()).contains("rules.yaml:1: has no ");
        }
    }

    @Test
    void aTakenPortEndsIt() throws Exception {
        try (var holder = new ServerSocket(PORT, 1, InetAddress.ofLiteral(ADDRESS));
                var router = start(RouterProcess.settings(ADDRESS, PORT, folder))) {
            assertThat(router.awaitExit()).isEqualTo(1);
            assertThat(router.log()).contains(Integer.toString(holder.getLocalPort()));
        }
    }

    private RouterProcess start(Map<String, String> settings) throws IOException {
        return RouterProcess.start(settings, folder, HttpClient.newHttpClient());
    }
}
