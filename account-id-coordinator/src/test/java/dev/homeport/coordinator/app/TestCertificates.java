package dev.homeport.coordinator.app;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority and the certificates that it signs, as PEM files in one folder. */
public final class TestCertificates {

    private static final X500Principal AUTHORITY = new X500Principal("CN=test authority");

    private final Path folder;
    private final KeyPair authority;
    private final AtomicLong serial = new AtomicLong(1);

    private TestCertificates(Path folder, KeyPair authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /** Makes an authority in a folder. */
    public static TestCertificates makeIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        var certificates = new TestCertificates(folder, keys());
        certificates.writeAuthority();
        return certificates;
    }

    private void writeAuthority() throws IOException {
        try {
            var builder = builder(AUTHORITY, authority);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            write(authority(), "CERTIFICATE", sign(builder).getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues a certificate with a URI identity and addresses. */
    public void issue(String name, String identity, String... addresses) throws IOException {
        try {
            var keys = keys();
            var builder = builder(new X500Principal("CN=" + name), keys);
            var names = new ArrayList<GeneralName>();
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, identity));
            for (var address : addresses) {
                names.add(new GeneralName(GeneralName.iPAddress, address));
            }
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
            write(certificate(name), "CERTIFICATE", sign(builder).getEncoded());
            write(key(name), "PRIVATE KEY", keys.getPrivate().getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Principal subject, KeyPair keys) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                BigInteger.valueOf(serial.getAndIncrement()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                keys.getPublic());
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /** The authority's certificate. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** A certificate. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** A certificate's key. */
    public Path key(String name) {
        return folder.resolve(name + "-key.pem");
    }
}
