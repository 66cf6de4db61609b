package dev.homeport.cli.app;

import dev.homeport.cli.adapter.http.ServerRoutes;
import dev.homeport.cli.adapter.local.LocalRoutes;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.route.explain.RouteSource;
import dev.homeport.cli.route.explain.RouteSources;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.local.adapter.os.RunningLauncher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who answers about routes: this installation, the router of the fleet of a state folder, or one
 * that is named. Immutable and thread-safe.
 *
 * @param stateFolder the folder
 */
record FleetRoutes(Path stateFolder) implements RouteSources {

    @Override
    public RouteSource here(Optional<Path> database) {
        return database.map(LocalRoutes::new).orElseGet(LocalRoutes::shipped);
    }

    @Override
    public RouteSource at(URI server, Optional<Path> authority) {
        return new ServerRoutes(server, authority);
    }

    @Override
    public Optional<RouteSource> ofRunningFleet() {
        try {
            return RunningLauncher.pidOf(stateFolder).isPresent()
                    ? ofLocalFleet()
                    : Optional.empty();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public Optional<RouteSource> ofLocalFleet() {
        if (!FleetFolder.isIn(stateFolder)) {
            return Optional.empty();
        }
        try {
            var fleet = FleetFolder.open(stateFolder);
            return Optional.of(at(fleet.router(), fleet.trust().authority()));
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static CommandFailure damaged(IOException e) {
        return new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
    }
}
