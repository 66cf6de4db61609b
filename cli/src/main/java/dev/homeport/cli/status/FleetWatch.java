package dev.homeport.cli.status;

/** Looks at the fleet of this machine. */
@FunctionalInterface
public interface FleetWatch {

    /**
     * Looks once, within a bound.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if there is no fleet
     */
    FleetLook look();
}
