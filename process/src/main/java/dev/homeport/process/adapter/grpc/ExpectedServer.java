package dev.homeport.process.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server only if it is who was dialled: the check is part of the handshake, so nothing is
 * ever said to another. Thread-safe.
 */
public final class ExpectedServer extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trusted;
    private final String whom;
    private final Predicate<ProcessIdentity> isExpected;

    private ExpectedServer(
            X509ExtendedTrustManager trusted, String whom, Predicate<ProcessIdentity> isExpected) {
        this.trusted = trusted;
        this.whom = whom;
        this.isExpected = isExpected;
    }

    /** Expects the witness of a site. */
    public static ExpectedServer witness(
            X509ExtendedTrustManager trusted, FleetId fleet, SiteId witness) {
        return new ExpectedServer(
                trusted,
                "the witness of " + witness + " of fleet " + fleet,
                identity ->
                        isOf(identity, fleet, witness)
                                && identity.roles().contains(Callers.WITNESS));
    }

    /** Expects a node that holds a replica of a site's log. */
    public static ExpectedServer node(
            X509ExtendedTrustManager trusted, FleetId fleet, SiteId site, int node) {
        return new ExpectedServer(
                trusted,
                "node " + node + " of the log of " + site + " of fleet " + fleet,
                identity ->
                        isOf(identity, fleet, site)
                                && identity.node() == node
                                && Callers.holdsReplica(identity));
    }

    /**
     * Expects a node that has a role.
     *
     * @param what what such a node is, in words
     */
    public static ExpectedServer node(
            X509ExtendedTrustManager trusted,
            FleetId fleet,
            NodeName node,
            String role,
            String what) {
        return new ExpectedServer(
                trusted,
                what + " " + node + " of fleet " + fleet,
                identity ->
                        isOf(identity, fleet, node.site())
                                && identity.node() == node.node()
                                && identity.roles().contains(role));
    }

    private static boolean isOf(ProcessIdentity identity, FleetId fleet, SiteId site) {
        return identity.fleet().equals(fleet) && identity.site().equals(Optional.of(site));
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
