package dev.homeport.regionrouter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterSettingsTest {

    private static final Map<String, String> LEAST =
            Map.of(
                    "homeport.router.listen.address", "10.1.2.3",
                    "homeport.router.listen.port", "443",
                    "homeport.router.management.address", "127.0.0.1",
                    "homeport.router.management.port", "9000",
                    "homeport.router.tls.certificate", "door.crt",
                    "homeport.router.tls.key", "door.key",
                    "homeport.router.geo.database", "geo.mmdb",
                    "homeport.router.table.file", "table.yaml",
                    "homeport.router.data.folder", "data");

    @Test
    void whatIsLeftOutHasItsDocumentedDefault() {
        var settings = RouterSettings.read(LEAST, Map.of());
        assertThat(settings.geoRules()).isEmpty();
        assertThat(settings.tablePollMillis()).isEqualTo(1_000);
        assertThat(settings.drainMillis()).isEqualTo(10_000);
        assertThat(settings.mostConnections()).isEqualTo(10_000);
        assertThat(settings.requestMillis()).isEqualTo(10_000);
        assertThat(settings.trust().identities()).isEmpty();
        assertThat(settings.accessBySite()).isEmpty();
    }

    @Test
    void everySettingIsRead() {
        var settings =
                RouterSettings.read(
                        with(
                                Map.of(
                                        "homeport.router.tls.client-trust", "ca.crt",
                                        "homeport.router.geo.rules", "rules.yaml",
                                        "homeport.router.table.poll", "250ms",
                                        "homeport.router.proxies.identities",
                                                "homeport://f/edge/a, homeport://f/edge/b",
                                        "homeport.router.proxies.hops", "10.0.0.0/8,fd00::/8",
                                        "homeport.router.access.canada", "https://ca.example/",
                                        "homeport.router.drain.timeout", "3s",
                                        "homeport.router.limits.connections", "77",
                                        "homeport.router.limits.request", "4s")),
                        Map.of());
        assertThat(settings.tls().orElseThrow().clientTrust()).contains(Path.of("ca.crt"));
        assertThat(settings.geoRules()).contains(Path.of("rules.yaml"));
        assertThat(settings.tablePollMillis()).isEqualTo(250);
        assertThat(settings.trust().identities())
                .containsExactlyInAnyOrder("homeport://f/edge/a", "homeport://f/edge/b");
        assertThat(settings.trust().hops()).hasSize(2);
        assertThat(settings.accessBySite()).containsEntry("canada", "https://ca.example/");
        assertThat(settings.drainMillis()).isEqualTo(3_000);
        assertThat(settings.mostConnections()).isEqualTo(77);
        assertThat(settings.requestMillis()).isEqualTo(4_000);
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() {
        var settings = RouterSettings.read(LEAST, Map.of("HOMEPORT_ROUTER_LISTEN_PORT", "8443"));
        assertThat(settings.listenPort()).isEqualTo(8_443);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> RouterSettings.read(Map.of(), Map.of()))
                .withMessageContaining("homeport.router.listen.address: is missing")
                .withMessageContaining("homeport.router.listen.port: is missing")
                .withMessageContaining("homeport.router.management.address: is missing")
                .withMessageContaining("homeport.router.management.port: is missing")
                .withMessageContaining("homeport.router.tls.certificate: is missing")
                .withMessageContaining("homeport.router.geo.database: is missing")
                .withMessageContaining("homeport.router.table.file: is missing")
                .withMessageContaining("homeport.router.data.folder: is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen.address|router.example|listen.address: ip: \"router.example\" is not an IP",
                "listen.port|65536|listen.port: \"65536\" is not a whole number from 1 to 65535",
                "listen.port|0|listen.port: \"0\" is not a whole number",
                "tls.key|''|set both or neither",
                "insecure-loopback|true|contradicts tls.certificate",
                "insecure-loopback|TRUE|\"TRUE\" is neither true nor false",
                "table.poll|1 minute|\"1 minute\" is no duration; write it as 500ms or 10s",
                "table.poll|0s|table.poll: must not be 0",
                "proxies.hops|10.0.0.1/8|block: 10.0.0.1 has bits set after /8",
                "proxies.identities|edge|edge is no URI as a certificate names it",
                "proxies.identities|homeport://f/edge/a|no proxy can prove an identity",
                "access.Canada|https://ca.example/|site: \"Canada\" is not a site name",
                "limits.connections|0|limits.connections: \"0\" is not a whole number",
                "limits.request|0s|limits.request: must not be 0",
                "listen.prot|1|homeport.router.listen.prot: is no setting of this process",
            })
    void whatIsWrongIsNamed(String name, String value, String message) {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() ->
                        RouterSettings.read(
                                with(Map.of("homeport.router." + name, value)), Map.of()))
                .withMessageContaining(message);
    }

    @Test
    void aStrangersSettingIsRefused() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(
                        () -> RouterSettings.read(with(Map.of("quarkus.http.port", "1")), Map.of()))
                .withMessageContaining("quarkus.http.port: is no setting of this process");
    }

    @Test
    void nothingIsServedInTheClearUnasked() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> RouterSettings.read(withoutTls(Map.of()), Map.of()))
                .withMessageContaining("nothing is served in the clear unasked");
    }

    @Test
    void askedForItIsServedInTheClearOnLoopbackOnly() {
        var asked = Map.of("homeport.router.insecure-loopback", "true");
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> RouterSettings.read(withoutTls(asked), Map.of()))
                .withMessageContaining("[10.1.2.3, 127.0.0.1] are not all loopback addresses");
        var onLoopback = new HashMap<>(withoutTls(asked));
        onLoopback.put("homeport.router.listen.address", "127.42.0.1");
        assertThat(RouterSettings.read(onLoopback, Map.of()).tls()).isEmpty();
    }

    @Test
    void withTlsThereIsNoPortInTheClear() {
        var keys = RouterSettings.read(LEAST, Map.of()).forQuarkus();
        assertThat(keys)
                .containsEntry("quarkus.http.insecure-requests", "disabled")
                .containsEntry("quarkus.http.ssl-port", "443")
                .containsEntry("quarkus.management.tls-configuration-name", "door")
                .doesNotContainKey("quarkus.http.port");
    }

    private static Map<String, String> with(Map<String, String> more) {
        var settings = new HashMap<>(LEAST);
        settings.putAll(more);
        return settings;
    }

    private static Map<String, String> withoutTls(Map<String, String> more) {
        var settings = with(more);
        settings.remove("homeport.router.tls.certificate");
        settings.remove("homeport.router.tls.key");
        return settings;
    }
}
