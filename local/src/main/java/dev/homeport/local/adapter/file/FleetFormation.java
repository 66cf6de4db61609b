package dev.homeport.local.adapter.file;

import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * The one time that a fleet is made. Its id stands in {@code fleet.forming} until its secrets and
 * the orders to format its stores lie in place, then in {@code fleet}: a start that is interrupted
 * in between goes on where it was, and no order is ever written for a fleet that was complete. So a
 * store that vanishes later stays away, and its process says so, instead of coming back empty.
 *
 * <p>For one thread of the launcher that holds the state folder.
 */
public final class FleetFormation {

    private final Path complete;
    private final Path forming;
    private final FleetId fleet;

    private FleetFormation(Path complete, Path forming, FleetId fleet) {
        this.complete = complete;
        this.forming = forming;
        this.fleet = fleet;
    }

    /**
     * Reads the id of the fleet whose state a folder holds, or makes one.
     *
     * @param stateFolder the folder
     * @throws StartRefusedException if the folder does not say whose it is
     */
    public static FleetFormation open(Path stateFolder) throws IOException, StartRefusedException {
        var complete = stateFolder.resolve("fleet");
        var forming = stateFolder.resolve("fleet.forming");
        if (!Files.exists(complete) && !Files.exists(forming)) {
            PrivateFiles.writePublic(forming, UUID.randomUUID() + "\n");
        }
        var file = Files.exists(complete) ? complete : forming;
        try {
            return new FleetFormation(
                    complete, forming, FleetId.parse(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    file + " does not hold a fleet's id; restore it, or use another state folder",
                    e);
        }
    }

    /** Returns the fleet's id. */
    public FleetId fleet() {
        return fleet;
    }

    /**
     * Completes a new fleet: its secrets, and an order to format for every process that keeps a
     * store. Of a complete one, checks that its secrets are there.
     *
     * @param plan the fleet
     * @param chance makes secrets
     * @throws StartRefusedException if a secret of a complete fleet is missing
     */
    public void complete(FleetPlan plan, SecureRandom chance)
            throws IOException, StartRefusedException {
        if (Files.exists(complete)) {
            FleetSecrets.check(plan.settings());
            return;
        }
        FleetSecrets.make(plan.settings(), chance);
        for (var process : plan.started()) {
            if (process.keepsAStore()) {
                PrivateFiles.createFolder(process.folder());
                PrivateFiles.write(process.formatOrderFile(), fleet + "\n");
            }
        }
        Files.move(forming, complete, StandardCopyOption.ATOMIC_MOVE);
    }
}
