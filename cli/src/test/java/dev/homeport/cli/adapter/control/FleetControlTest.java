package dev.homeport.cli.adapter.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveWish;
import dev.homeport.local.adapter.bouncycastle.CertificateAuthority;
import dev.homeport.local.adapter.file.Pem;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.local.contact.FleetContacts;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool on a state folder, and a replica of the control plane that looks at who asks. */
class FleetControlTest {

    private static final FleetId FLEET = new FleetId(new UUID(7, 9));
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final MoveWish ORDER =
            new MoveWish(
                    "r-1",
                    MoveKind.EVACUATION,
                    CANADA,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    "a test");

    @TempDir private Path state;
    private FleetSettings settings;
    private HttpsServer canada;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private FleetControl control;
    private volatile int status = 200;
    private volatile String answer = "{\"moves\":[]}";

    @BeforeEach
    void openADoor() throws Exception {
        settings =
                new FleetSettings(
                        FLEET,
                        new FleetNumber(177),
                        List.of(SHANGHAI, CANADA),
                        PortPlan.USUAL,
                        state,
                        FleetSettings.USUAL_ISOLATION_BUDGET);
        var contacts = FleetContacts.of(FleetPlan.of(settings, FleetLayout.USUAL));
        FleetContactsFile.write(state, contacts);
        var authority =
                CertificateAuthority.openOrCreate(
                        settings.authorityFolder(),
                        FLEET,
                        ReissuePolicy.USUAL,
                        InstantSource.system(),
                        new SecureRandom());
        authority.provide(
                new CertificateRequest(settings.operatorIdentity(), Set.of()),
                settings.operatorCertificate());
        var files = new CertificateFiles(state.resolve("control"));
        var door = contacts.sites().sequencedValues().getLast().control().orElseThrow();
        authority.provide(
                new CertificateRequest(
                        ProcessIdentity.of(FLEET, CANADA, "control", 4),
                        Set.of(InetAddress.getByName(door.getHost()))),
                files);
        canada = HttpsServer.create(new InetSocketAddress(door.getHost(), door.getPort()), 0);
        canada.setHttpsConfigurator(
                new HttpsConfigurator(context(files)) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        canada.createContext("/", this::answer);
        canada.start();
        control = new FleetControl(state, FleetControl.USUAL_PATIENCE);
    }

    @AfterEach
    void closeTheDoor() {
        control.close();
        canada.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var session = ((HttpsExchange) exchange).getSSLSession();
            var shown = (X509Certificate) session.getPeerCertificates()[0];
            ports.add(exchange.getRemoteAddress().getPort());
            asked.add(
                    ProcessIdentity.of(shown)
                            + " "
                            + exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI());
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    private static SSLContext context(CertificateFiles files)
            throws IOException, GeneralSecurityException {
        var nothing = new char[0];
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "control",
                Pem.privateKey("EC", Files.readString(files.privateKey())),
                nothing,
                certificates(files.certificate()));
        var key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(keys, nothing);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", certificates(files.authority())[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static Certificate[] certificates(Path file)
            throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                .toArray(Certificate[]::new);
    }

    @Test
    void theReplicaThatAnswersIsAskedAsTheOperatorThoughTheOtherIsAway() {
        assertThat(control.moves()).isEmpty();
        assertThat(asked).containsExactly(settings.operatorIdentity() + " GET /v1/moves");
    }

    @Test
    void allQuestionsGoOverOneConnection() {
        assertThat(control.moves()).isEmpty();
        assertThat(control.moves()).isEmpty();

        assertThat(asked).hasSize(2);
        assertThat(ports).hasSize(1);
    }

    @Test
    void aRefusalEndsAsItsCodeSays() {
        status = 409;
        answer = "{\"code\":\"CONFLICT\",\"detail\":\"to: canada is cordoned; lift the cordon\"}";

        assertThatThrownBy(() -> control.begin(ORDER))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("to: canada is cordoned; lift the cordon");
    }

    @Test
    void aWishThatNobodyKnowsTheEndOfEndsAsTimedOut() {
        status = 503;
        answer = "{\"code\":\"UNKNOWN\",\"detail\":\"not committed in time\"}";

        assertThatThrownBy(() -> control.begin(ORDER))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.TIMED_OUT))
                .hasMessageContainingAll("not committed in time", "homeport move list");
        assertThat(asked.size()).isGreaterThan(1);
    }

    @Test
    void aFolderWithoutTheOperatorsKeyIsSaidSo() throws Exception {
        Files.delete(settings.operatorCertificate().privateKey());

        assertThatThrownBy(() -> control.moves())
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.OPERATOR))
                .hasMessageContaining("operator-1");
    }
}
