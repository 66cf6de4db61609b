package dev.homeport.local.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final FleetId OTHER = FleetId.parse("00000000-0000-0000-0000-000000000001");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final ProcessIdentity WITNESS =
            ProcessIdentity.of(FLEET, SHANGHAI, "witness", 3);

    @Test
    void identityReadsBackFromItsUri() {
        assertThat(WITNESS)
                .hasToString("homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3");
        assertThat(ProcessIdentity.parse(WITNESS.toString())).isEqualTo(WITNESS);

        var router = ProcessIdentity.outside(FLEET, "router", 1);
        assertThat(ProcessIdentity.parse(router.toString())).isEqualTo(router);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "homeport://",
                "https://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3/",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/03",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/0",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/Shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11//witness/3",
                "homeport://fleet/shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/log+/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/WITNESS/3"
            })
    void malformedIdentityIsRefused(String uri) {
        assertThatThrownBy(() -> ProcessIdentity.parse(uri))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void expectedPeerIsAccepted() {
        assertThat(PeerExpectation.of(FLEET, SHANGHAI, "witness", "log").refusalOf(WITNESS))
                .isEmpty();
        assertThat(PeerExpectation.anySite(FLEET).refusalOf(WITNESS)).isEmpty();
    }

    @Test
    void processOfSeveralRolesIsExpectedUnderEach() {
        var both = ProcessIdentity.of(FLEET, SHANGHAI, "log+witness", 3);

        assertThat(both.roles()).containsExactlyInAnyOrder("log", "witness");
        assertThat(ProcessIdentity.parse(both.toString())).isEqualTo(both);
        assertThat(PeerExpectation.of(FLEET, SHANGHAI, "witness").refusalOf(both)).isEmpty();
        assertThat(PeerExpectation.of(FLEET, SHANGHAI, "log").refusalOf(both)).isEmpty();
        assertThat(PeerExpectation.of(FLEET, SHANGHAI, "full").refusalOf(both)).isPresent();
    }

    @Test
    void peerOfAnotherFleetSiteRoleOrNodeIsRefusedWithTheReason() {
        assertThat(PeerExpectation.anySite(OTHER).refusalOf(WITNESS).orElseThrow())
                .contains("another fleet");
        assertThat(PeerExpectation.of(FLEET, CANADA, "witness").refusalOf(WITNESS).orElseThrow())
                .contains("not of site canada");
        assertThat(PeerExpectation.of(FLEET, SHANGHAI, "full").refusalOf(WITNESS).orElseThrow())
                .contains("none of the roles [full]");
        var nodeTwo =
                new PeerExpectation(FLEET, Optional.of(SHANGHAI), Set.of(), OptionalInt.of(2));
        assertThat(nodeTwo.refusalOf(WITNESS).orElseThrow()).contains("not node 2");
        assertThat(
                        PeerExpectation.of(FLEET, SHANGHAI)
                                .refusalOf(ProcessIdentity.outside(FLEET, "router", 1)))
                .isPresent();
    }

    @Test
    void certificateThatWillDoIsKept() throws Exception {
        assertThat(reasonToReissue(held(true, true, WITNESS, 100, "127.43.1.3"))).isEmpty();
    }

    @Test
    void certificateThatWillNotDoIsMadeAnewForAReason() throws Exception {
        assertThat(reasonToReissue(held(false, true, WITNESS, 100, "127.43.1.3")))
                .contains("another authority signed it");
        assertThat(reasonToReissue(held(true, false, WITNESS, 100, "127.43.1.3")))
                .contains("its private key does not fit");
        assertThat(reasonToReissue(held(true, true, WITNESS, 100, "127.43.1.4")))
                .contains("it does not name every address of the process");
        assertThat(reasonToReissue(held(true, true, WITNESS, 59, "127.43.1.3")).orElseThrow())
                .startsWith("it ends at");
        var other = ProcessIdentity.of(FLEET, SHANGHAI, "witness", 4);
        assertThat(reasonToReissue(held(true, true, other, 100, "127.43.1.3")))
                .contains("it names another process");
    }

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private static Optional<String> reasonToReissue(HeldCertificate held) throws Exception {
        var wanted = new CertificateRequest(WITNESS, Set.of(InetAddress.getByName("127.43.1.3")));
        return ReissuePolicy.USUAL.reasonToReissue(held, wanted, NOW);
    }

    private static HeldCertificate held(
            boolean ofThisAuthority,
            boolean keyFits,
            ProcessIdentity identity,
            int daysLeft,
            String address)
            throws Exception {
        return new HeldCertificate(
                Optional.of(identity),
                Set.of(InetAddress.getByName(address)),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(daysLeft)),
                ofThisAuthority,
                keyFits);
    }
}
