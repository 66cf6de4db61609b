package dev.homeport.client.adapter.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a client believes, and who it says it is. Immutable and thread-safe.
 *
 * @param authority PEM file of the authority that signs the servers' certificates; without one, the
 *     JDK's authorities are believed
 * @param identity the certificate that the client shows, if it has one
 */
public record Trust(Optional<Path> authority, Optional<Identity> identity) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

    /**
     * A certificate with its key.
     *
     * @param certificate PEM file: the certificate, and what leads from it to the authority
     * @param key PEM file: its private key (EC, PKCS #8)
     */
    public record Identity(Path certificate, Path key) {}

    /** Trust in one authority, without a certificate of one's own. */
    public static Trust in(Path authority) {
        return new Trust(Optional.of(authority), Optional.empty());
    }

    /** Trust in the JDK's authorities, without a certificate of one's own. */
    public static Trust usual() {
        return new Trust(Optional.empty(), Optional.empty());
    }

    /**
     * Makes an HTTP client; the caller closes it.
     *
     * @param executor runs what the client has to do
     * @throws IOException if a file cannot be read or is not what it should be
     */
    public HttpClient client(Executor executor) throws IOException {
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .executor(executor);
        if (authority.isPresent() || identity.isPresent()) {
            client.sslContext(context());
        }
        return client.build();
    }

    private SSLContext context() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    identity.isPresent() ? keys(identity.get()).getKeyManagers() : null,
                    authority.isPresent() ? trust(authority.get()).getTrustManagers() : null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e, e);
        }
    }

    private static TrustManagerFactory trust(Path file)
            throws IOException, GeneralSecurityException {
        var store = empty();
        for (var certificate : certificates(file)) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyManagerFactory keys(Identity identity)
            throws IOException, GeneralSecurityException {
        var store = empty();
        var nothing = new char[0];
        store.setKeyEntry(
                "identity", key(identity.key()), nothing, certificates(identity.certificate()));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, nothing);
        return keys;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate[] certificates(Path file) throws IOException {
        try (var pem = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate in PEM");
            }
            return found.toArray(Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no PEM file of certificates: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        var found = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IOException(file + " holds no private key in PEM (PKCS #8)");
        }
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Base64.getMimeDecoder().decode(found.group(1))));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no EC key: " + e.getMessage(), e);
        }
    }
}
