package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server only if it is the witness of the site that was dialled: the check is part of the
 * handshake, so nothing is ever said to another. Thread-safe.
 */
final class ExpectedServer extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trusted;
    private final FleetId fleet;
    private final SiteId witness;

    ExpectedServer(X509ExtendedTrustManager trusted, FleetId fleet, SiteId witness) {
        this.trusted = trusted;
        this.fleet = fleet;
        this.witness = witness;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        var identity = ProcessIdentity.of(chain[0]);
        if (!identity.fleet().equals(fleet)
                || !identity.site().equals(Optional.of(witness))
                || !identity.roles().contains(Callers.WITNESS)) {
            throw new CertificateException(
                    "peer "
                            + identity
                            + " is not the witness of "
                            + witness
                            + " of fleet "
                            + fleet);
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
