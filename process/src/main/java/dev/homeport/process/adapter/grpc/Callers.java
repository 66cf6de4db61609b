package dev.homeport.process.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Lets in the processes of one fleet, and tells handlers who is calling, as the caller's
 * certificate names it. What such a caller may do, the handlers decide. Thread-safe.
 */
public final class Callers implements ServerInterceptor {

    /** The role of witnesses. */
    public static final String WITNESS = "witness";

    /** Who holds a replica of its site's log, and so may lead it. */
    private static final Set<String> LOG_ROLES = Set.of("full", "log");

    private static final Context.Key<ProcessIdentity> CALLER = Context.key("caller");

    private final FleetId fleet;

    /** Lets in callers of one fleet. */
    public Callers(FleetId fleet) {
        this.fleet = fleet;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        try {
            var caller = identify(call);
            if (!caller.fleet().equals(fleet)) {
                throw denied(caller, "is of another fleet; this is fleet " + fleet);
            }
            return Contexts.interceptCall(
                    Context.current().withValue(CALLER, caller), call, headers, next);
        } catch (StatusException e) {
            call.close(e.getStatus(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    private static ProcessIdentity identify(ServerCall<?, ?> call) throws StatusException {
        var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            if (session != null
                    && session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                return ProcessIdentity.of(certificate);
            }
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            throw Status.UNAUTHENTICATED
                    .withDescription("caller: " + e.getMessage())
                    .withCause(e)
                    .asException();
        }
        throw Status.UNAUTHENTICATED.withDescription("caller: shows no certificate").asException();
    }

    /**
     * Who makes the call that is being handled.
     *
     * @throws StatusException if nobody was identified
     */
    public static ProcessIdentity caller() throws StatusException {
        var caller = CALLER.get();
        if (caller == null) {
            throw Status.UNAUTHENTICATED.withDescription("caller: is unknown").asException();
        }
        return caller;
    }

    /** What a caller is told that may not do what it asks. */
    public static StatusException denied(ProcessIdentity caller, String why) {
        return Status.PERMISSION_DENIED
                .withDescription("caller " + caller + " " + why)
                .asException();
    }

    /** Whether a process holds a replica of its site's log, and so may lead it. */
    public static boolean holdsReplica(ProcessIdentity identity) {
        return !Collections.disjoint(identity.roles(), LOG_ROLES);
    }
}
