package dev.homeport.local.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReissuePolicyTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final ProcessIdentity WITNESS =
            ProcessIdentity.of(FLEET, SHANGHAI, "witness", 3);
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

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
