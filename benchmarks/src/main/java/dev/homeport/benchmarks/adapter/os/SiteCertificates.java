package dev.homeport.benchmarks.adapter.os;

import dev.homeport.local.adapter.bouncycastle.CertificateAuthority;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;

/**
 * Certificates for the replicas of one system, by an authority of its own. Not thread-safe.
 *
 * @param folder where they are kept, with their keys
 * @param fleet the fleet that they name
 * @param site the site that they name
 */
public record SiteCertificates(Path folder, FleetId fleet, SiteId site) {

    /**
     * Makes the certificate of a replica.
     *
     * @return where it lies
     */
    public CertificateFiles issue(Addresses addresses, int replica) throws IOException {
        try {
            var authority =
                    CertificateAuthority.openOrCreate(
                            folder.resolve("authority"),
                            fleet,
                            ReissuePolicy.USUAL,
                            InstantSource.system(),
                            new SecureRandom());
            var files = new CertificateFiles(folder.resolve("replica-" + replica));
            authority.provide(
                    new CertificateRequest(
                            ProcessIdentity.of(fleet, site, "log", replica),
                            // A loopback address dials from another one: some check that too.
                            Set.of(
                                    addresses.of(replica).toInetAddress(),
                                    InetAddress.ofLiteral("127.0.0.1"))),
                    files);
            return files;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates cannot be made: " + e.getMessage(), e);
        }
    }
}
