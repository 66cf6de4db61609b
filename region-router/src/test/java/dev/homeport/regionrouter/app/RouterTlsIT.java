package dev.homeport.regionrouter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router behind TLS, and proxies that prove who they are. */
class RouterTlsIT {

    private static final String ADDRESS = "127.42.1.5";
    private static final int PORT = 22_050;
    private static final String PROXY = "homeport://fleet/edge/proxy";
    private static final String OTHER = "homeport://fleet/edge/other";
    private static final String IN_CHINA = "114.114.114.114";

    @TempDir private static Path folder;
    private static TestCertificates certificates;
    private static RouterProcess router;

    @BeforeAll
    static void start() throws Exception {
        certificates = new TestCertificates();
        var own = certificates.forAddress(ADDRESS);
        TestTables.publish(TestTables.first(), folder);
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.remove("insecure-loopback");
        settings.put(
                "tls.certificate",
                TestCertificates.writeCertificate(own, folder.resolve("own.crt")).toString());
        settings.put(
                "tls.key", TestCertificates.writeKey(own, folder.resolve("own.key")).toString());
        settings.put(
                "tls.client-trust",
                certificates.writeAuthority(folder.resolve("ca.crt")).toString());
        settings.put("proxies.identities", PROXY);
        settings.put("proxies.hops", "10.0.0.0/8");
        router = RouterProcess.start(settings, folder, certificates.client()).awaitStarted();
    }

    @AfterAll
    static void end() throws InterruptedException {
        router.close();
    }

    @Test
    void anIdentifiedProxyIsBelieved() throws Exception {
        var answer = assigned(proxy(PROXY), Map.of("X-Forwarded-For", IN_CHINA + ", 10.1.1.1"));
        assertThat(answer)
                .contains("\"subject\":\"" + IN_CHINA + "\"", "\"country\":\"CN\"")
                .contains("\"home\":\"shanghai\"");
    }

    @Test
    void forwardedIsBelievedAsWell() throws Exception {
        var answer = assigned(proxy(PROXY), Map.of("Forwarded", "for=\"[240e::1]:4711\""));
        assertThat(answer).contains("\"subject\":\"240e::1\"", "\"home\":\"shanghai\"");
    }

    @Test
    void aForgedElementOnTheLeftChangesNothing() throws Exception {
        var forwarded = Map.of("X-Forwarded-For", "8.8.8.8, " + IN_CHINA);
        assertThat(assigned(proxy(PROXY), forwarded)).contains("\"home\":\"shanghai\"");
    }

    @Test
    void headersThatContradictEachOtherAreNotBelieved() throws Exception {
        var both = Map.of("X-Forwarded-For", "8.8.8.8", "Forwarded", "for=" + IN_CHINA);
        assertThat(assigned(proxy(PROXY), both))
                .contains("\"rule\":\"special-purpose-address\"", "Forwarded says");
    }

    @Test
    void aCertificateOfAnotherIdentityIsNotBelieved() throws Exception {
        var forwarded = Map.of("X-Forwarded-For", IN_CHINA);
        assertThat(assigned(proxy(OTHER), forwarded))
                .contains("not identified as a proxy")
                .doesNotContain("shanghai");
    }

    @Test
    void aCertificateOfTwoIdentitiesProvesNeither() throws Exception {
        var forwarded = Map.of("X-Forwarded-For", IN_CHINA);
        assertThat(assigned(proxy(PROXY, OTHER), forwarded)).doesNotContain("shanghai");
    }

    @Test
    void aCallerWithoutACertificateIsServedAndNotBelieved() throws Exception {
        try (var client = certificates.client()) {
            assertThat(assigned(client, Map.of("X-Forwarded-For", IN_CHINA)))
                    .contains("not identified as a proxy")
                    .doesNotContain("shanghai");
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityDoesNotGetIn() throws Exception {
        var strange = new TestCertificates().forIdentities(PROXY);
        try (var client = certificates.clientWith(strange)) {
            assertThatIOException()
                    .isThrownBy(() -> assigned(client, Map.of("X-Forwarded-For", IN_CHINA)));
        }
    }

    @Test
    void inTheClearNothingIsServed() throws Exception {
        try (var socket = new Socket(ADDRESS, PORT)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "GET /v1/assign HTTP/1.1\r\nHost: r\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain("HTTP/1.1 200");
        }
        assertThat(router.isAlive()).isTrue();
    }

    private static HttpClient proxy(String... identities) throws Exception {
        return certificates.clientWith(certificates.forIdentities(identities));
    }

    private static String assigned(HttpClient client, Map<String, String> headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("https://" + ADDRESS + ":" + PORT + "/v1/assign"))
                        .timeout(Duration.ofSeconds(5));
        headers.forEach(request::header);
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
