package dev.homeport.local.adapter.bouncycastle;

import dev.homeport.local.certificate.CertificateRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys (EC, P-256) and X.509 certificates. Stateless apart from its source of chance. */
final class CertificateMaker {

    static final String KEY_ALGORITHM = "EC";

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;

    /** Two machines' clocks, or one that was put right, may differ by a little. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final SecureRandom chance;

    CertificateMaker(SecureRandom chance) {
        this.chance = chance;
    }

    KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(KEY_ALGORITHM);
        generator.initialize(new ECGenParameterSpec("secp256r1"), chance);
        return generator.generateKeyPair();
    }

    /** Makes the self-signed certificate of an authority. */
    X509Certificate authority(X500Name name, KeyPair keys, Instant now, Duration validity)
            throws IOException, GeneralSecurityException {
        var builder = builder(name, name, keys, now, validity);
        var identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        return sign(builder, keys.getPrivate());
    }

    /** Makes the certificate of a process. */
    X509Certificate process(
            CertificateRequest request,
            KeyPair keys,
            X509Certificate authority,
            PrivateKey authorityKey,
            Instant now,
            Duration validity)
            throws IOException, GeneralSecurityException {
        var identity = request.identity();
        var words =
                identity.role()
                        + "-"
                        + identity.node()
                        + identity.site().map(site -> " of " + site).orElse("");
        // Built and not parsed: a role's plus sign would divide the name in two.
        var name = new X500NameBuilder().addRDN(BCStyle.CN, words).build();
        var issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
        var builder = builder(issuer, name, keys, now, validity);
        var identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                                }))
                .addExtension(Extension.subjectAlternativeName, false, names(request))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        identifiers.createAuthorityKeyIdentifier(authority))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        return sign(builder, authorityKey);
    }

    private static GeneralNames names(CertificateRequest request) {
        var names = new ArrayList<GeneralName>();
        names.add(
                new GeneralName(
                        GeneralName.uniformResourceIdentifier, request.identity().toString()));
        request.addresses().stream()
                .map(InetAddress::getHostAddress)
                .sorted(Comparator.naturalOrder())
                .forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant now, Duration validity) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, chance).setBit(0),
                Date.from(now.minus(CLOCK_TOLERANCE)),
                Date.from(now.plus(validity)),
                subject,
                keys.getPublic());
    }

    private X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(SIGNATURE).setSecureRandom(chance).build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("certificate: it could not be signed", e);
        }
    }
}
