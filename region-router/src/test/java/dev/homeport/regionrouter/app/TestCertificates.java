package dev.homeport.regionrouter.app;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lives as long as a test, and what it signs. */
final class TestCertificates {

    private static final char[] PASSWORD = "unused".toCharArray();

    private final Issued authority;
    private long serial = 1;

    TestCertificates() throws Exception {
        var keys = newKeys();
        authority = new Issued(sign(keys, keys, "CN=test", new GeneralName[0], true), keys);
    }

    /** A certificate and its keys. */
    record Issued(X509Certificate certificate, KeyPair keys) {}

    /** A certificate for an address. */
    Issued forAddress(String address) throws Exception {
        return issue(new GeneralName(GeneralName.iPAddress, address));
    }

    /** A certificate that names these identities. */
    Issued forIdentities(String... uris) throws Exception {
        var names = new GeneralName[uris.length];
        for (var i = 0; i < uris.length; i++) {
            names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
        }
        return issue(names);
    }

    /** A certificate that names an identity and an address. */
    Issued forProcess(String identity, String address) throws Exception {
        return issue(
                new GeneralName(GeneralName.uniformResourceIdentifier, identity),
                new GeneralName(GeneralName.iPAddress, address));
    }

    private Issued issue(GeneralName... names) throws Exception {
        var keys = newKeys();
        return new Issued(sign(keys, authority.keys(), "CN=leaf", names, false), keys);
    }

    private X509Certificate sign(
            KeyPair subject, KeyPair issuer, String name, GeneralName[] names, boolean isAuthority)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=test"),
                        BigInteger.valueOf(serial++),
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(3_600)),
                        new X500Name(name),
                        subject.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Writes the authority's certificate as PEM. */
    Path writeAuthority(Path file) throws GeneralSecurityException, IOException {
        return Files.writeString(file, pem("CERTIFICATE", authority.certificate().getEncoded()));
    }

    static Path writeCertificate(Issued issued, Path file)
            throws GeneralSecurityException, IOException {
        return Files.writeString(file, pem("CERTIFICATE", issued.certificate().getEncoded()));
    }

    static Path writeKey(Issued issued, Path file) throws IOException {
        return Files.writeString(file, pem("PRIVATE KEY", issued.keys().getPrivate().getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    /** A client that trusts the authority and shows a certificate. */
    HttpClient clientWith(Issued shown) throws GeneralSecurityException, IOException {
        return client(shown);
    }

    /** A client that trusts the authority and shows nothing. */
    HttpClient client() throws GeneralSecurityException, IOException {
        return client(new Issued[0]);
    }

    private HttpClient client(Issued... shown) throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder()
                .sslContext(contextWith(shown))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** What trusts the authority and shows a certificate, if there is one to show. */
    SSLContext contextWith(Issued... shown) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("authority", authority.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, PASSWORD);
        for (var issued : shown) {
            own.setKeyEntry(
                    "own",
                    issued.keys().getPrivate(),
                    PASSWORD,
                    new Certificate[] {issued.certificate()});
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
