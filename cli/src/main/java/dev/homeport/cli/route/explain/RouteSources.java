package dev.homeport.cli.route.explain;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The answerers that there are. */
public interface RouteSources {

    /**
     * This installation itself, with the shipped rules.
     *
     * @param database a country database to use in place of the shipped one
     */
    RouteSource here(Optional<Path> database);

    /**
     * The router of the fleet that runs on this machine; nothing if none runs, though its folder
     * may be there.
     */
    Optional<RouteSource> ofRunningFleet();

    /** The router of the fleet that was started on this machine, if there is one. */
    Optional<RouteSource> ofLocalFleet();

    /**
     * A server.
     *
     * @param server its base address
     * @param authority PEM file of the authority that signed its certificate, if not a public one
     */
    RouteSource at(URI server, Optional<Path> authority);
}
