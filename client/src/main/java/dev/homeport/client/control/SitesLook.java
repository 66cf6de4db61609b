package dev.homeport.client.control;

import java.util.List;

/**
 * All sites as the control plane sees them. Immutable.
 *
 * @param tableVersion the version of the routing table
 * @param sites the sites in the order of the topology
 */
public record SitesLook(long tableVersion, List<SiteLook> sites) {

    /** Makes a look. */
    public SitesLook {
        sites = List.copyOf(sites);
    }
}
