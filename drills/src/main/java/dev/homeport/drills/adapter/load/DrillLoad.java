package dev.homeport.drills.adapter.load;

import dev.homeport.client.Registration;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.driver.LoadDriver;
import dev.homeport.client.adapter.driver.NotReadyException;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.load.LoadOrder;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadWatch;
import dev.homeport.local.adapter.file.TokenKeyStore;
import dev.homeport.local.adapter.file.TokenSigner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Users of every site who write to each other as long as a drill lasts. They are driven at twice
 * the demanded rate: a machine's hiccup of less than half a second is then no outage. For one
 * thread.
 */
public final class DrillLoad {

    /** How many users each site has. */
    public static final int USERS_PER_SITE = 6;

    /** How many times the demanded rate they are driven at. */
    public static final int DRIVEN = 2;

    private static final Duration REGISTERING = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(90);
    private static final Duration VALIDITY = Duration.ofHours(6);
    private static final int LONGEST_SECONDS = 3_600;
    private static final double CROSS_SITE = 0.5;

    private final FleetFolder fleet;
    private final InstantSource wallClock;

    /** Makes load for a fleet. */
    public DrillLoad(FleetFolder fleet, InstantSource wallClock) {
        this.fleet = fleet;
        this.wallClock = wallClock;
    }

    /**
     * Registers users, lets them write until the watch says that it is enough, and reads everything
     * back. Interrupted, it ends at once.
     *
     * @param name what the users' handles begin with
     * @param rate the demanded rate of each site, in messages a second
     * @param progress told of each step
     * @param watch looks on
     * @throws IOException if the fleet's folder does not say how to reach it
     * @throws NotReadyException if users cannot be registered or connected in time
     */
    public LoadOutcome run(String name, int rate, Consumer<String> progress, LoadWatch watch)
            throws IOException, NotReadyException, InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var http = fleet.trust().client(executor);
            try {
                progress.accept("registering users at every site");
                var users = register(name, http);
                var driver =
                        new LoadDriver(
                                new LoadDriver.Surroundings(
                                        http,
                                        new HttpRouter(http, fleet.router(), fleet.doors()),
                                        fleet.doors(),
                                        fleet.databaseSources()));
                var order =
                        new LoadOrder(
                                LONGEST_SECONDS,
                                DRIVEN * rate * fleet.doors().size(),
                                CROSS_SITE,
                                SETTLING);
                return driver.drive(users, order, wallClock.millis(), progress, watch);
            } finally {
                http.shutdownNow();
            }
        }
    }

    /** The users of the sites take turns, so that every site gets the same share of the load. */
    private List<LoadDriver.User> register(String name, HttpClient http)
            throws IOException, NotReadyException, InterruptedException {
        try {
            var tokens =
                    new TokenSigner(
                            fleet.fleet(),
                            TokenKeyStore.openOrCreate(fleet.folder().resolve("token-keys")),
                            wallClock);
            var users = new ArrayList<LoadDriver.User>();
            for (var i = 0; i < USERS_PER_SITE; i++) {
                for (var door : fleet.doors()) {
                    users.add(register(name + "." + users.size(), http, door, tokens));
                }
            }
            return users;
        } catch (GeneralSecurityException e) {
            throw new IOException("tokens cannot be signed: " + e.getMessage(), e);
        }
    }

    private LoadDriver.User register(
            String handle, HttpClient http, SiteDoor door, TokenSigner tokens)
            throws IOException, GeneralSecurityException, NotReadyException, InterruptedException {
        var registrar =
                new HttpRegistrar(
                        http,
                        door,
                        fleet.doors(),
                        fleet.registrarToken(),
                        REGISTERING,
                        new SplittableRandom(handle.hashCode()));
        return switch (registrar.register(handle, handle)) {
            case Registration.Registered(var account, _, var home, _) ->
                    new LoadDriver.User(account, home, tokens.account(account, VALIDITY));
            case Registration.Refused(var refusal) ->
                    throw new NotReadyException(
                            "a user could not be registered at " + door.site() + ": " + refusal);
            case Registration.Unknown(var detail) ->
                    throw new NotReadyException(
                            "a user could not be registered at " + door.site() + ": " + detail);
        };
    }
}
