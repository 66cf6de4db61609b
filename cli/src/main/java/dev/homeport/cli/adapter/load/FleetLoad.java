package dev.homeport.cli.adapter.load;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.load.LoadReport;
import dev.homeport.cli.load.LoadRequest;
import dev.homeport.cli.load.LoadTool;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.driver.LoadDriver;
import dev.homeport.client.adapter.driver.NotReadyException;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.file.HistoryFile;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.local.adapter.file.TokenKeyStore;
import dev.homeport.local.adapter.file.TokenSigner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The load tool on the fleet of a state folder. It stands for users of every country that the rules
 * send to some site: its certificate identifies it as a proxy, so that the router believes the
 * address it forwards. Without one it follows the shipped rules itself, and the report says so.
 */
public final class FleetLoad implements LoadTool {

    private static final String TOKEN_KEYS = "token-keys";

    private final Path countries;
    private final InstantSource wallClock;

    /**
     * Makes the tool.
     *
     * @param countries the country database
     * @param wallClock names runs and dates tokens
     */
    public FleetLoad(Path countries, InstantSource wallClock) {
        this.countries = countries;
        this.wallClock = wallClock;
    }

    @Override
    public LoadReport run(LoadRequest request, Consumer<String> progress) {
        try {
            var fleet = FleetFolder.open(request.state());
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var http = fleet.trust().client(executor);
                try {
                    return run(request, fleet, http, progress);
                } finally {
                    http.shutdownNow();
                }
            }
        } catch (NotReadyException e) {
            throw new CommandFailure(ExitCode.LATER, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "tokens cannot be signed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private LoadReport run(
            LoadRequest request, FleetFolder fleet, HttpClient http, Consumer<String> progress)
            throws IOException, GeneralSecurityException, NotReadyException, InterruptedException {
        var seed = wallClock.millis();
        var run = "load." + Long.toString(seed, Character.MAX_RADIX);
        var router = new HttpRouter(http, fleet.router(), fleet.doors());
        var databases = fleet.databaseSources();
        progress.accept("registering " + request.users() + " users");
        var homes = fleet.doors().stream().map(SiteDoor::site).toList();
        var addresses =
                Addresses.draw(countries, homes, request.users(), new SplittableRandom(seed));
        var tokens =
                new TokenSigner(
                        fleet.fleet(),
                        TokenKeyStore.openOrCreate(fleet.folder().resolve(TOKEN_KEYS)),
                        wallClock);
        var users = new Registrations(fleet, http, router, tokens).register(addresses, run);
        var driver =
                new LoadDriver(new LoadDriver.Surroundings(http, router, fleet.doors(), databases));
        var outcome = driver.drive(users, request.order(), seed, progress);
        var file = fleet.folder().resolve("load").resolve(run + ".jsonl");
        HistoryFile.write(file, outcome.histories());
        return new LoadReport(
                request.order(),
                outcome,
                fleet.trust().identity().isPresent() ? "router" : "shipped rules",
                file.toString());
    }
}
