package dev.homeport.local.adapter.bouncycastle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.adapter.file.Pem;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CertificateAuthorityTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final FleetId OTHER = FleetId.parse("00000000-0000-0000-0000-000000000001");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final String SERVER_ADDRESS = "127.44.1.1";
    private static final int PORT = 23100;

    @TempDir Path folder;

    @Test
    void bothEndsOfAHandshakeLearnWhoTheOtherIs() throws Exception {
        // Given
        var now = Instant.now();
        var server = provide(FLEET, SHANGHAI, "log+witness", 3, SERVER_ADDRESS, now);
        var client = provide(FLEET, CANADA, "full", 1, "127.44.3.1", now);

        // When
        var met = handshake(server, client);

        // Then
        assertThat(met.seenByServer()).isEqualTo(ProcessIdentity.of(FLEET, CANADA, "full", 1));
        assertThat(met.seenByClient())
                .isEqualTo(ProcessIdentity.of(FLEET, SHANGHAI, "log+witness", 3));
    }

    @Test
    void anotherSitesCertificateUsedAsOnesOwnIsSeenForWhatItIs() throws Exception {
        // Given: a process that claims to be canada's but holds shanghai's certificate
        var now = Instant.now();
        var server = provide(FLEET, SHANGHAI, "witness", 3, SERVER_ADDRESS, now);
        var impostor = provide(FLEET, SHANGHAI, "full", 1, "127.44.1.9", now);

        // When: the handshake itself succeeds
        var met = handshake(server, impostor);

        // Then
        assertThat(met.seenByServer()).isEqualTo(ProcessIdentity.of(FLEET, SHANGHAI, "full", 1));
    }

    @Test
    void processOfAnotherFleetDoesNotGetThroughTheHandshake() throws Exception {
        var now = Instant.now();
        var server = provide(FLEET, SHANGHAI, "witness", 3, SERVER_ADDRESS, now);
        var stranger = provide(OTHER, CANADA, "full", 1, "127.44.3.1", now);

        assertThatThrownBy(() -> handshake(server, stranger)).isInstanceOf(SSLException.class);
    }

    @Test
    void serverDialledAtAnAddressThatItsCertificateLacksIsNotBelieved() throws Exception {
        var now = Instant.now();
        var server = provide(FLEET, SHANGHAI, "witness", 3, "127.44.1.2", now);
        var client = provide(FLEET, CANADA, "full", 1, "127.44.3.1", now);

        assertThatThrownBy(() -> handshake(server, client)).isInstanceOf(SSLException.class);
    }

    @Test
    void secondRunKeepsWhatIsThere() throws Exception {
        var files = provide(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS, NOW);
        var before = Files.readString(files.certificate());

        var again =
                authority(FLEET, NOW.plus(Duration.ofDays(200)))
                        .provide(request(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS), files);

        assertThat(again).isEmpty();
        assertThat(Files.readString(files.certificate())).isEqualTo(before);
    }

    @Test
    void certificateNearItsEndIsMadeAnew() throws Exception {
        var files = provide(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS, NOW);
        var later = NOW.plus(Duration.ofDays(310));

        var reason =
                authority(FLEET, later)
                        .provide(request(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS), files);

        assertThat(reason.orElseThrow()).startsWith("it ends at");
        assertThat(certificate(files).getNotAfter().toInstant())
                .isEqualTo(later.plus(ReissuePolicy.USUAL.validity()));
    }

    @Test
    void newAddressOrBrokenFileGetsANewCertificate() throws Exception {
        var files = provide(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS, NOW);
        var authority = authority(FLEET, NOW);

        assertThat(authority.provide(request(FLEET, SHANGHAI, "full", 1, "127.44.1.7"), files))
                .contains("it does not name every address of the process");

        Files.writeString(files.privateKey(), "garbage");
        assertThat(authority.provide(request(FLEET, SHANGHAI, "full", 1, "127.44.1.7"), files))
                .isPresent();
        assertThat(authority.provide(request(FLEET, SHANGHAI, "full", 1, "127.44.1.7"), files))
                .isEmpty();
    }

    @Test
    void privateKeysAreReadableByTheirOwnerAlone() throws Exception {
        var files = provide(FLEET, SHANGHAI, "full", 1, SERVER_ADDRESS, NOW);

        for (var key :
                Set.of(files.privateKey(), authorityFolder(FLEET).resolve("authority-key.pem"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void authorityOfAnotherFleetOrAtItsEndIsRefusedWithTheMend() throws Exception {
        var random = new SecureRandom();
        authority(FLEET, NOW);

        assertThatThrownBy(() ->
                        CertificateAuthority.openOrCreate(
                                authorityFolder(FLEET),
                                OTHER,
                                ReissuePolicy.USUAL,
                                InstantSource.fixed(NOW),
                                random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not of CN=Homeport fleet " + OTHER)
                .hasMessageContaining("move");
        assertThatThrownBy(() -> authority(FLEET, NOW.plus(Duration.ofDays(3649))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it ends at");
    }

    private Path authorityFolder(FleetId fleet) {
        return folder.resolve("authority " + fleet);
    }

    private CertificateAuthority authority(FleetId fleet, Instant now) throws Exception {
        return CertificateAuthority.openOrCreate(
                authorityFolder(fleet),
                fleet,
                ReissuePolicy.USUAL,
                InstantSource.fixed(now),
                new SecureRandom());
    }

    private CertificateFiles provide(
            FleetId fleet, SiteId site, String role, int node, String address, Instant now)
            throws Exception {
        var files =
                new CertificateFiles(folder.resolve(fleet + "-" + site + "-" + role + "-" + node));
        var made = authority(fleet, now).provide(request(fleet, site, role, node, address), files);
        assertThat(made).contains("there was none");
        return files;
    }

    private static CertificateRequest request(
            FleetId fleet, SiteId site, String role, int node, String address) throws Exception {
        return new CertificateRequest(
                ProcessIdentity.of(fleet, site, role, node),
                Set.of(InetAddress.getByName(address)));
    }

    private record Met(ProcessIdentity seenByServer, ProcessIdentity seenByClient) {}

    private static Met handshake(CertificateFiles server, CertificateFiles client)
            throws Exception {
        var address = InetAddress.getByName(SERVER_ADDRESS);
        try (var listening =
                (SSLServerSocket)
                        context(server)
                                .getServerSocketFactory()
                                .createServerSocket(PORT, 1, address)) {
            listening.setNeedClientAuth(true);
            var seenByServer =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (var accepted = (SSLSocket) listening.accept()) {
                                    var seen = peerOf(accepted);
                                    accepted.getOutputStream().write(1);
                                    return seen;
                                } catch (Exception e) {
                                    throw new CompletionException(e);
                                }
                            },
                            Thread::startVirtualThread);
            try (var socket =
                    (SSLSocket) context(client).getSocketFactory().createSocket(address, PORT)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                var seenByClient = peerOf(socket);
                return new Met(seenByServer.get(5, TimeUnit.SECONDS), seenByClient);
            }
        }
    }

    private static ProcessIdentity peerOf(SSLSocket socket) throws Exception {
        socket.startHandshake();
        try {
            return ProcessIdentity.of(
                    (X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError("the peer showed no certificate", e);
        }
    }

    private static SSLContext context(CertificateFiles files) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own",
                Pem.privateKey("EC", Files.readString(files.privateKey())),
                new char[0],
                new Certificate[] {certificate(files)});
        store.setCertificateEntry("authority", read(files.authority()));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static X509Certificate certificate(CertificateFiles files) throws Exception {
        return read(files.certificate());
    }

    private static X509Certificate read(Path file) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
}
