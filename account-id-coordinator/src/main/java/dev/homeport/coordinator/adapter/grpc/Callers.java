package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
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
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who is calling, and what such a caller may do. Thread-safe. */
final class Callers implements ServerInterceptor {

    /** Who may ask for a site's grants and claims. */
    private static final Set<String> SITE_ROLES = Set.of("full", "log");

    /** Who, besides, may ask whom a name belongs to. */
    private static final String ROUTER = "router";

    private static final Context.Key<ProcessIdentity> CALLER = Context.key("caller");

    private final FleetId fleet;

    Callers(FleetId fleet) {
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

    private static ProcessIdentity caller() throws StatusException {
        var caller = CALLER.get();
        if (caller == null) {
            throw Status.UNAUTHENTICATED.withDescription("caller: is unknown").asException();
        }
        return caller;
    }

    private static StatusException denied(ProcessIdentity caller, String why) {
        return Status.PERMISSION_DENIED
                .withDescription("caller " + caller + " " + why)
                .asException();
    }

    /** A process that carries a replica of its site's log asks for that site and no other. */
    static void mayAskFor(SiteId site) throws StatusException {
        var caller = caller();
        if (Collections.disjoint(caller.roles(), SITE_ROLES)) {
            throw denied(caller, "carries no replica of a site's log and may claim nothing");
        }
        if (!caller.site().equals(Optional.of(site))) {
            throw denied(caller, "may not ask for " + site);
        }
    }

    /** Routers and sites look names up. */
    static void mayResolve() throws StatusException {
        var caller = caller();
        if (!caller.roles().contains(ROUTER) && Collections.disjoint(caller.roles(), SITE_ROLES)) {
            throw denied(caller, "is neither a router nor a site's node and may look up no name");
        }
    }
}
