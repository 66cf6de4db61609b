package dev.homeport.local.plan;

import dev.homeport.local.address.AddressPlan;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.util.List;

/**
 * What a local fleet is planned from. Immutable and thread-safe.
 *
 * @param fleet the fleet's identity
 * @param number the fleet's number among those of this machine
 * @param sites its sites, in the order that numbers them
 * @param ports its ports
 * @param stateFolder everything that it keeps
 */
public record FleetSettings(
        FleetId fleet, FleetNumber number, List<SiteId> sites, PortPlan ports, Path stateFolder) {

    /** Makes settings. */
    public FleetSettings {
        sites = List.copyOf(sites);
        stateFolder = stateFolder.toAbsolutePath().normalize();
    }

    /**
     * Returns the addresses of the fleet.
     *
     * @throws IllegalArgumentException if there are too few or too many sites, or one twice
     */
    public AddressPlan addresses() {
        return new AddressPlan(number, sites);
    }

    /** Returns the folder of the fleet's certificate authority. */
    public Path authorityFolder() {
        return stateFolder.resolve("authority");
    }

    /** Returns the folder of the keys for account tokens. */
    public Path tokenKeyFolder() {
        return stateFolder.resolve("token-keys");
    }

    /** Returns the folder of a site, or of the processes outside the sites. */
    Path folderOf(String place) {
        return stateFolder.resolve(place);
    }
}
