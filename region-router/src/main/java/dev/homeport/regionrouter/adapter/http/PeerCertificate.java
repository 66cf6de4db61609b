package dev.homeport.regionrouter.adapter.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads who a peer is from the certificate that it showed. Stateless and thread-safe. */
final class PeerCertificate {

    private static final int URI = 6;

    private PeerCertificate() {}

    /**
     * The URI in the certificate's subject alternative name. Empty without TLS, without a
     * certificate that was verified in the handshake, or unless it names exactly one URI: a
     * certificate with two identities proves neither.
     */
    static Optional<String> identityIn(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? uriOf(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> uriOf(X509Certificate certificate)
            throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return Optional.empty();
        }
        var uris =
                names.stream()
                        .filter(name -> Integer.valueOf(URI).equals(name.getFirst()))
                        .map(name -> String.valueOf(name.getLast()))
                        .toList();
        return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
    }
}
