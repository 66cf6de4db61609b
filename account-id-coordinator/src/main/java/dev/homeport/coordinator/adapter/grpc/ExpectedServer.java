package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.vocabulary.ProcessIdentity;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server only if it is who was dialled: the check is part of the handshake, so nothing is
 * ever said to another. Thread-safe.
 */
final class ExpectedServer extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trusted;
    private final String whom;
    private final Predicate<ProcessIdentity> isExpected;

    /**
     * Makes the check.
     *
     * @param trusted checks the signatures
     * @param whom who is expected, in words
     * @param isExpected whether a trusted server is the expected one
     */
    ExpectedServer(
            X509ExtendedTrustManager trusted, String whom, Predicate<ProcessIdentity> isExpected) {
        this.trusted = trusted;
        this.whom = whom;
        this.isExpected = isExpected;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        var identity = ProcessIdentity.of(chain[0]);
        if (!isExpected.test(identity)) {
            throw new CertificateException("peer " + identity + " is not " + whom);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trusted.checkServerTrusted(chain, authType, engine);
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trusted.checkServerTrusted(chain, authType, socket);
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        trusted.checkServerTrusted(chain, authType);
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }
}
