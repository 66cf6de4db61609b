package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.ProcessIdentity;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Mutual TLS with the fleet's authority alone. Stateless. */
final class FleetTls {

    private static final String PROTOCOL = "TLSv1.3";

    private FleetTls() {}

    /** For a server: every caller must show a certificate of the fleet's authority. */
    static SslContext server(TlsFiles files) throws IOException {
        try {
            return GrpcSslContexts.forServer(
                            files.certificate().toFile(), files.privateKey().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .trustManager(trust(files.authority()))
                    .protocols(PROTOCOL)
                    .build();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("TLS: " + files + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * For a client.
     *
     * @param whom who is expected, in words
     * @param isExpected whether a trusted server is the expected one
     */
    static SslContext client(TlsFiles files, String whom, Predicate<ProcessIdentity> isExpected)
            throws IOException {
        try {
            return GrpcSslContexts.forClient()
                    .keyManager(files.certificate().toFile(), files.privateKey().toFile())
                    .trustManager(new ExpectedServer(trust(files.authority()), whom, isExpected))
                    .protocols(PROTOCOL)
                    .build();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("TLS: " + files + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trust(Path authority)
            throws IOException, GeneralSecurityException {
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
