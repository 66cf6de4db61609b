package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Believes an answer only if it comes from the witness of the site that was asked. What is asked is
 * no secret, so it is enough to look before the answer is taken. Thread-safe.
 */
final class ExpectedWitness implements ClientInterceptor {

    private final FleetId fleet;
    private final SiteId site;

    ExpectedWitness(FleetId fleet, SiteId site) {
        this.fleet = fleet;
        this.site = site;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<Q, A>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<A>(listener) {
                            @Override
                            public void onHeaders(Metadata received) {
                                if (isExpected()) {
                                    super.onHeaders(received);
                                } else {
                                    cancel("the server is not the witness of " + site, null);
                                }
                            }
                        },
                        headers);
            }

            private boolean isExpected() {
                var session = getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
                try {
                    return session != null
                            && session.getPeerCertificates()[0] instanceof X509Certificate shown
                            && isWitness(ProcessIdentity.of(shown));
                } catch (SSLPeerUnverifiedException | CertificateException e) {
                    return false;
                }
            }
        };
    }

    private boolean isWitness(ProcessIdentity server) {
        return server.fleet().equals(fleet)
                && server.site().equals(Optional.of(site))
                && server.roles().contains("witness");
    }
}
