package dev.homeport.process.adapter.grpc;

import dev.homeport.vocabulary.ProcessIdentity;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The files of mutual TLS, in PEM. Immutable and thread-safe.
 *
 * @param privateKey the process's private key (PKCS #8)
 * @param certificate its certificate, with its identity and every address that a peer may dial
 * @param authority the certificate of the fleet's authority: whom to trust
 */
public record TlsFiles(Path privateKey, Path certificate, Path authority) {

    private static final String PROTOCOL = "TLSv1.3";

    /**
     * Reads whom the certificate names.
     *
     * @throws IOException if it cannot be read or names no process of Homeport
     */
    public ProcessIdentity identity() throws IOException {
        try {
            return ProcessIdentity.of(read(certificate));
        } catch (CertificateException e) {
            throw new IOException("certificate: " + certificate + ": " + e.getMessage(), e);
        }
    }

    /**
     * For a server: every caller must show a certificate of the fleet's authority.
     *
     * @throws IOException if the files cannot be used
     */
    public SslContext server() throws IOException {
        return context(
                GrpcSslContexts.forServer(certificate.toFile(), privateKey.toFile())
                        .clientAuth(ClientAuth.REQUIRE),
                trust -> trust);
    }

    /**
     * For a client.
     *
     * @param expecting adds what the server must be besides trusted
     * @throws IOException if the files cannot be used
     */
    public SslContext client(UnaryOperator<X509ExtendedTrustManager> expecting) throws IOException {
        return context(
                GrpcSslContexts.forClient().keyManager(certificate.toFile(), privateKey.toFile()),
                expecting);
    }

    private SslContext context(
            SslContextBuilder builder, UnaryOperator<X509ExtendedTrustManager> expecting)
            throws IOException {
        try {
            TrustManager trust = expecting.apply(trust());
            return builder.trustManager(trust).protocols(PROTOCOL).build();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("TLS: " + this + " cannot be used: " + e.getMessage(), e);
        }
    }

    private X509ExtendedTrustManager trust() throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", read(authority));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this JDK has no X.509 trust manager");
    }

    private static X509Certificate read(Path file) throws IOException, CertificateException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
