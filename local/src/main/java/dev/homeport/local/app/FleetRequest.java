package dev.homeport.local.app;

import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.ProgramCommands;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The local fleet that somebody wants to run. Immutable and thread-safe.
 *
 * @param number its number among the fleets of this machine
 * @param sites its sites, in the order that numbers them
 * @param ports its ports
 * @param stateFolder everything that it keeps
 * @param layout which processes it is made of
 * @param wan the network between its sites
 * @param commands how its programs are run
 * @param leastFreeBytes how much room the disk must have
 * @param readyBound how long all processes together may take to be ready
 * @param isolationBudget how long a site goes on acknowledging without a majority of witnesses
 * @param demoHandles handles of the account to be made at each site; none for a site left out
 */
public record FleetRequest(
        FleetNumber number,
        List<SiteId> sites,
        PortPlan ports,
        Path stateFolder,
        FleetLayout layout,
        WanProfile wan,
        ProgramCommands commands,
        long leastFreeBytes,
        Duration readyBound,
        Duration isolationBudget,
        Map<SiteId, String> demoHandles) {

    /** Room that three sites need for their logs and databases to begin with. */
    public static final long USUAL_FREE_BYTES = 2L << 30;

    /** Makes a request. */
    public FleetRequest {
        sites = List.copyOf(sites);
        demoHandles = Map.copyOf(demoHandles);
        stateFolder = stateFolder.toAbsolutePath().normalize();
    }
}
