package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where sites are reached from now on. Immutable and thread-safe.
 *
 * @param access the addresses of the sites that are told; those of others stay as they are
 */
public record AccessChange(Map<SiteId, List<URI>> access) {

    /** Makes the wish. */
    public AccessChange {
        access = Map.copyOf(access);
    }

    /** Decides on it. */
    public Ruling decide(ControlState state) {
        if (state.topology().isEmpty()) {
            return new Ruling.Refused(
                    ErrorCode.UNAVAILABLE, "topology: the fleet has not begun; ask again later");
        }
        var present = state.topology().get();
        for (var site : new TreeMap<>(access).keySet()) {
            if (present.site(site).isEmpty()) {
                return new Ruling.Refused(
                        ErrorCode.NOT_FOUND,
                        "site: " + site + " is none of " + present.names() + "; use one of them");
            }
        }
        var wanted =
                new Topology(
                        present.sites().stream()
                                .map(site ->
                                        site.reachedAt(
                                                access.getOrDefault(site.name(), site.access())))
                                .toList());
        return wanted.equals(present)
                ? new Ruling.Standing()
                : new Ruling.Granted(
                        List.of(new TopologySet(wanted)), "sites are reached at other addresses");
    }
}
