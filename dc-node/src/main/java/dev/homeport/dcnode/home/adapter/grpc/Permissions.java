package dev.homeport.dcnode.home.adapter.grpc;

import static dev.homeport.process.adapter.grpc.Callers.WITNESS;
import static dev.homeport.process.adapter.grpc.Callers.caller;
import static dev.homeport.process.adapter.grpc.Callers.denied;
import static dev.homeport.process.adapter.grpc.Callers.holdsReplica;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.vocabulary.SiteId;
import io.grpc.StatusException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller that {@link Callers} identified may do. Being trusted is not enough: a node may
 * ask only as what its certificate names. Stateless.
 */
final class Permissions {

    private static final String COORDINATOR = "coordinator";

    /** Who may hand a table on and see how a witness is doing. */
    private static final Set<String> FLEET_ROLES =
            Set.of("full", "log", WITNESS, "control", "launcher", "operator");

    private Permissions() {}

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
