package dev.homeport.dcnode.home;

import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.ProcessIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
public final class TestAuthority {

    private static final X500Name NAME = new X500Name("CN=authority of a test");

    private final SecureRandom chance = new SecureRandom();
    private final Path folder;
    private final KeyPair keys;

    public TestAuthority(Path folder) throws Exception {
        this.folder = folder;
        this.keys = newKeys();
        Files.createDirectories(folder);
        write(
                folder.resolve("authority.pem"),
                "CERTIFICATE",
                sign(
                        builder(NAME, keys)
                                .addExtension(
                                        Extension.basicConstraints,
                                        true,
                                        new BasicConstraints(true))));
    }

    /** Makes a certificate for a process that may be dialled at an address. */
    public TlsFiles issue(ProcessIdentity identity, String address) throws Exception {
        var processKeys = newKeys();
        var files =
                new TlsFiles(
                        Files.createTempFile(folder, "key", ".pem"),
                        Files.createTempFile(folder, "certificate", ".pem"),
                        folder.resolve("authority.pem"));
        var names =
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(
                                    GeneralName.uniformResourceIdentifier, identity.toString()),
                            new GeneralName(GeneralName.iPAddress, address)
                        });
        write(files.privateKey(), "PRIVATE KEY", processKeys.getPrivate().getEncoded());
        write(
                files.certificate(),
                "CERTIFICATE",
                sign(
                        builder(new X500Name("CN=process of a test"), processKeys)
                                .addExtension(Extension.subjectAlternativeName, false, names)));
        return files;
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256, chance);
        return generator.generateKeyPair();
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(64, chance),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(Duration.ofHours(2))),
                subject,
                subjectKeys.getPublic());
    }

    private byte[] sign(X509v3CertificateBuilder builder)
            throws IOException, OperatorCreationException {
        return builder.build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
