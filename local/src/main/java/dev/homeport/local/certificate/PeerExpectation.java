package dev.homeport.local.certificate;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Whom a process expects at the other end: being authenticated is not being the right one.
 * Immutable and thread-safe.
 *
 * @param fleet the fleet, always one's own
 * @param site the site that the peer must belong to, or nothing if any will do
 * @param roles the roles of which it must have one; empty if any will do
 * @param node the node that it must be, or nothing if any will do
 */
public record PeerExpectation(
        FleetId fleet, Optional<SiteId> site, Set<String> roles, OptionalInt node) {

    /** Makes an expectation. */
    public PeerExpectation {
        roles = Set.copyOf(roles);
    }

    /** Returns the expectation of any process of a site in one of some roles. */
    public static PeerExpectation of(FleetId fleet, SiteId site, String... roles) {
        return new PeerExpectation(fleet, Optional.of(site), Set.of(roles), OptionalInt.empty());
    }

    /** Returns the expectation of any process of the fleet in one of some roles. */
    public static PeerExpectation anySite(FleetId fleet, String... roles) {
        return new PeerExpectation(fleet, Optional.empty(), Set.of(roles), OptionalInt.empty());
    }

    /**
     * Returns why a peer is not the one expected, or nothing if it is.
     *
     * @param peer the identity that its certificate gives it
     */
    public Optional<String> refusalOf(ProcessIdentity peer) {
        if (!peer.fleet().equals(fleet)) {
            return Optional.of("peer " + peer + " is of another fleet than " + fleet);
        }
        if (site.isPresent() && !peer.site().equals(site)) {
            return Optional.of("peer " + peer + " is not of site " + site.get());
        }
        if (!roles.isEmpty() && Collections.disjoint(roles, peer.roles())) {
            return Optional.of(
                    "peer " + peer + " has none of the roles " + roles.stream().sorted().toList());
        }
        if (node.isPresent() && peer.node() != node.getAsInt()) {
            return Optional.of("peer " + peer + " is not node " + node.getAsInt());
        }
        return Optional.empty();
    }
}
