package dev.homeport.local.adapter.bouncycastle;

import dev.homeport.local.adapter.file.Pem;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.local.certificate.HeldCertificate;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The certificate authority of a local fleet, kept in a folder and made the first time. Its key
 * never leaves that folder, and anyone who can read it can be any process of the fleet: mode 0600.
 *
 * <p>Safe for one process at a time, which holds the state folder's lock.
 */
public final class CertificateAuthority {

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int ADDRESS_NAME = 7;

    private final CertificateMaker maker;
    private final InstantSource clock;
    private final ReissuePolicy policy;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(
            CertificateMaker maker,
            InstantSource clock,
            ReissuePolicy policy,
            X509Certificate certificate,
            PrivateKey key) {
        this.maker = maker;
        this.clock = clock;
        this.policy = policy;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Opens the authority of a fleet, or makes it if the folder holds none.
     *
     * @throws IOException if the folder holds the authority of another fleet, half of one, one that
     *     has run out, or cannot be read or written
     */
    public static CertificateAuthority openOrCreate(
            Path folder,
            FleetId fleet,
            ReissuePolicy policy,
            InstantSource clock,
            SecureRandom chance)
            throws IOException, GeneralSecurityException {
        PrivateFiles.createFolder(folder);
        var maker = new CertificateMaker(chance);
        var keyFile = folder.resolve("authority-key.pem");
        var certificateFile = folder.resolve("authority.pem");
        var name = new X500Name("CN=Homeport fleet " + fleet);
        // The certificate is written last: its presence says that both are there.
        if (!Files.exists(certificateFile)) {
            var keys = maker.newKeys();
            var certificate = maker.authority(name, keys, clock.instant(), VALIDITY);
            PrivateFiles.write(keyFile, Pem.encode(keys.getPrivate()));
            PrivateFiles.writePublic(certificateFile, encode(certificate));
        }
        var certificate = read(certificateFile);
        var key = Pem.privateKey(CertificateMaker.KEY_ALGORITHM, Files.readString(keyFile));
        check(folder, certificate, key, name, clock, policy);
        return new CertificateAuthority(maker, clock, policy, certificate, key);
    }

    private static void check(
            Path folder,
            X509Certificate certificate,
            PrivateKey key,
            X500Name name,
            InstantSource clock,
            ReissuePolicy policy)
            throws IOException, GeneralSecurityException {
        var mend = "; move " + folder + " away, and a new one is made";
        if (!X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .equals(name)) {
            throw new IOException(
                    "certificate authority: it is of "
                            + certificate.getSubjectX500Principal().getName()
                            + " and not of "
                            + name
                            + mend);
        }
        if (!fits(key, certificate.getPublicKey())) {
            throw new IOException("certificate authority: its key does not fit" + mend);
        }
        var end = certificate.getNotAfter().toInstant();
        if (!clock.instant().plus(policy.margin()).isBefore(end)) {
            throw new IOException("certificate authority: it ends at " + end + mend);
        }
    }

    /** Returns the certificate that every process of the fleet trusts. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Puts a certificate with its key into a folder, unless one that will do is there already.
     *
     * @param request what is needed
     * @param files where it belongs
     * @return why it was made, or nothing if the one that was there has been kept
     * @throws IOException if the folder cannot be read or written
     */
    public Optional<String> provide(CertificateRequest request, CertificateFiles files)
            throws IOException, GeneralSecurityException {
        var reason = reasonToIssue(request, files);
        if (reason.isPresent()) {
            PrivateFiles.createFolder(files.folder());
            var keys = maker.newKeys();
            var issued =
                    maker.process(
                            request, keys, certificate, key, clock.instant(), policy.validity());
            PrivateFiles.write(files.privateKey(), Pem.encode(keys.getPrivate()));
            PrivateFiles.writePublic(files.certificate(), encode(issued));
            PrivateFiles.writePublic(files.authority(), encode(certificate));
        }
        return reason;
    }

    private Optional<String> reasonToIssue(CertificateRequest request, CertificateFiles files)
            throws IOException {
        if (!Files.exists(files.certificate())
                || !Files.exists(files.privateKey())
                || !Files.exists(files.authority())) {
            return Optional.of("there was none");
        }
        try {
            return policy.reasonToReissue(held(files), request, clock.instant());
        } catch (GeneralSecurityException e) {
            return Optional.of("the one that was there cannot be read: " + e.getMessage());
        }
    }

    private HeldCertificate held(CertificateFiles files)
            throws IOException, GeneralSecurityException {
        var held = read(files.certificate());
        var heldKey =
                Pem.privateKey(
                        CertificateMaker.KEY_ALGORITHM, Files.readString(files.privateKey()));
        return new HeldCertificate(
                identityOf(held),
                addressesOf(held),
                held.getNotBefore().toInstant(),
                held.getNotAfter().toInstant(),
                isOurs(held) && read(files.authority()).equals(certificate),
                fits(heldKey, held.getPublicKey()));
    }

    private static Optional<ProcessIdentity> identityOf(X509Certificate held) {
        try {
            return Optional.of(ProcessIdentity.of(held));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static Set<InetAddress> addressesOf(X509Certificate held)
            throws IOException, CertificateException {
        var addresses = new HashSet<InetAddress>();
        var names = held.getSubjectAlternativeNames();
        if (names != null) {
            for (var name : names) {
                if (name.get(0) instanceof Integer kind
                        && kind == ADDRESS_NAME
                        && name.get(1) instanceof String address) {
                    addresses.add(InetAddress.getByName(address));
                }
            }
        }
        return addresses;
    }

    private boolean isOurs(X509Certificate held) {
        try {
            held.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean fits(PrivateKey key, PublicKey publicKey)
            throws GeneralSecurityException {
        var probe = "does this key fit".getBytes(StandardCharsets.US_ASCII);
        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        signer.update(probe);
        var signature = signer.sign();
        signer.initVerify(publicKey);
        signer.update(probe);
        return signer.verify(signature);
    }

    private static String encode(X509Certificate certificate) throws CertificateException {
        return Pem.encode("CERTIFICATE", certificate.getEncoded());
    }

    private static X509Certificate read(Path file) throws IOException, CertificateException {
        var blocks = Pem.decode("CERTIFICATE", Files.readString(file));
        if (blocks.size() != 1) {
            throw new CertificateException(
                    "certificate: " + file + " holds " + blocks.size() + " of them, not one");
        }
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(blocks.getFirst()));
    }
}
