package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Lets in the processes of one fleet that follow its table. Being trusted is not enough: the
 * certificate must name such a process. Thread-safe.
 */
final class Watchers implements ServerInterceptor {

    private static final Set<String> ROLES =
            Set.of(
                    "full",
                    "log",
                    "witness",
                    "coordinator",
                    "control",
                    "router",
                    "launcher",
                    "operator");

    private final FleetId fleet;

    Watchers(FleetId fleet) {
        this.fleet = fleet;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            if (session == null
                    || !(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
                return refuse(call, Status.UNAUTHENTICATED, "caller: shows no certificate");
            }
            var caller = ProcessIdentity.of(certificate);
            if (!caller.fleet().equals(fleet)) {
                return refuse(
                        call,
                        Status.PERMISSION_DENIED,
                        "caller " + caller + " is of another fleet; this is fleet " + fleet);
            }
            if (caller.roles().stream().noneMatch(ROLES::contains)) {
                return refuse(
                        call,
                        Status.PERMISSION_DENIED,
                        "caller " + caller + " has none of the roles that follow tables");
            }
            return next.startCall(call, headers);
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return refuse(call, Status.UNAUTHENTICATED, "caller: " + e.getMessage());
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(
            ServerCall<Q, A> call, Status status, String why) {
        call.close(status.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
