package dev.homeport.coordinator.adapter.grpc;

import static dev.homeport.process.adapter.grpc.Callers.caller;
import static dev.homeport.process.adapter.grpc.Callers.denied;
import static dev.homeport.process.adapter.grpc.Callers.holdsReplica;

import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.vocabulary.SiteId;
import io.grpc.StatusException;
import java.util.Optional;

/** What the caller that {@link Callers} identified may ask of a voter. Stateless. */
final class Permissions {

    /** Who, besides nodes of sites, may ask whom a name belongs to. */
    private static final String ROUTER = "router";

    private Permissions() {}

    /** A process that carries a replica of its site's log asks for that site and no other. */
    static void mayAskFor(SiteId site) throws StatusException {
        var caller = caller();
        if (!holdsReplica(caller)) {
            throw denied(caller, "carries no replica of a site's log and may claim nothing");
        }
        if (!caller.site().equals(Optional.of(site))) {
            throw denied(caller, "may not ask for " + site);
        }
    }

    /** Routers and sites look names up. */
    static void mayResolve() throws StatusException {
        var caller = caller();
        if (!caller.roles().contains(ROUTER) && !holdsReplica(caller)) {
            throw denied(caller, "is neither a router nor a site's node and may look up no name");
        }
    }
}
