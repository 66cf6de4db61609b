package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.lease.HolderId;
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

/**
 * Who is calling, and what such a caller may do. Being trusted is not enough: a node may ask only
 * as what its certificate names. Thread-safe.
 */
public final class Callers implements ServerInterceptor {

    static final String WITNESS = "witness";
    private static final String COORDINATOR = "coordinator";

    /** Who holds a replica of its site's log, and so may lead it. */
    private static final Set<String> LOG_ROLES = Set.of("full", "log");

    /** Who may hand a table on and see how a witness is doing. */
    private static final Set<String> FLEET_ROLES =
            Set.of("full", "log", WITNESS, "control", "launcher", "operator");

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

    /**
     * What only the leader of a site's log can do is asked by nodes of the same site alone.
     *
     * @throws StatusException if the caller is none
     */
    public static void mayForwardTo(SiteId site) throws StatusException {
        var caller = caller();
        if (!holdsReplica(caller) || !caller.site().equals(Optional.of(site))) {
            throw denied(caller, "is no node of " + site + " that holds a replica of its log");
        }
    }

    /** A node asks for itself: of its site, with its number, and only if it can lead a log. */
    static void mayAskAs(HolderId holder) throws StatusException {
        var caller = caller();
        if (!holdsReplica(caller)) {
            throw denied(caller, "holds no replica of a log and may ask for no lease");
        }
        if (!caller.site().equals(Optional.of(holder.site())) || caller.node() != holder.node()) {
            throw denied(caller, "may not ask as " + holder);
        }
    }

    /** A witness speaks for itself, and to one that it knows. */
    static void maySpeakAs(SiteId witness, Set<SiteId> others) throws StatusException {
        var caller = caller();
        if (!caller.roles().contains(WITNESS) || !caller.site().equals(Optional.of(witness))) {
            throw denied(caller, "may not speak as the witness of " + witness);
        }
        if (!others.contains(witness)) {
            throw denied(caller, "is not among the other witnesses " + others);
        }
    }

    /** The grant mark is the coordinator's. */
    static void mayRaiseMarks() throws StatusException {
        var caller = caller();
        if (!caller.roles().contains(COORDINATOR)) {
            throw denied(caller, "is no voter of the coordinator and may raise no grant mark");
        }
    }

    /** A table is handed on, and a status asked for, by any process that needs tables itself. */
    static void mayHandTablesOn() throws StatusException {
        var caller = caller();
        if (Collections.disjoint(caller.roles(), FLEET_ROLES)) {
            throw denied(caller, "has none of the roles " + FLEET_ROLES.stream().sorted().toList());
        }
    }
}
