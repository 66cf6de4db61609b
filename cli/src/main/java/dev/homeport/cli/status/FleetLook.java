package dev.homeport.cli.status;

import dev.homeport.cli.output.Document;
import dev.homeport.client.control.SitesLook;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a fleet at one moment. Immutable and thread-safe.
 *
 * @param fleet its id
 * @param launcher the number of the launcher, if one runs
 * @param sites its sites
 * @param outside processes outside the sites
 * @param seen the sites as the control plane sees them, if it answers
 * @param wan the directions of the network, if the launcher tells
 */
public record FleetLook(
        String fleet,
        Optional<Long> launcher,
        List<Site> sites,
        List<ProcessLook> outside,
        Optional<SitesLook> seen,
        Optional<List<Document>> wan) {

    /** Makes a look. */
    public FleetLook {
        sites = List.copyOf(sites);
        outside = List.copyOf(outside);
    }

    /**
     * One site.
     *
     * @param site its name
     * @param processes its processes
     */
    public record Site(String site, List<ProcessLook> processes) {

        /** Makes a site. */
        public Site {
            processes = List.copyOf(processes);
        }
    }
}
