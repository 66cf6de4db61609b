package dev.homeport.cli.adapter.load;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.load.LoadOrder;
import dev.homeport.cli.load.LoadReport;
import dev.homeport.cli.load.LoadTool;
import dev.homeport.client.Answer;
import dev.homeport.client.Assignment;
import dev.homeport.client.Registration;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.websocket.SocketSessions;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The load tool: registers users, lets them write to each other, and has it all read back. */
public final class LoadRun implements LoadTool {

    private static final Duration SETTING_UP = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration ANSWERS = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 200;

    private final Path countries;
    private final InstantSource wallClock;

    /**
     * Makes the tool.
     *
     * @param countries the country database
     * @param wallClock names runs and dates tokens
     */
    public LoadRun(Path countries, InstantSource wallClock) {
        this.countries = countries;
        this.wallClock = wallClock;
    }

    @Override
    public LoadReport run(LoadOrder order, Consumer<String> progress) {
        try {
            var fleet = FleetFolder.open(order.state());
            try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                    var http = fleet.trust().client(executor)) {
                var seed = wallClock.millis();
                var router = new HttpRouter(http, fleet.router(), fleet.doors());
                try (var sessions =
                        new SocketSessions(
                                http, router, fleet.doors(), SessionSettings.USUAL, seed)) {
                    return drive(order, fleet, http, router, sessions, seed, progress);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private LoadReport drive(
            LoadOrder order,
            FleetFolder fleet,
            HttpClient http,
            HttpRouter router,
            SocketSessions sessions,
            long seed,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept("registering " + order.users() + " users");
        var users = register(order, fleet, http, router, seed);
        var sites = fleet.doors().stream().map(door -> new HttpSite(http, door, CALL)).toList();
        waitUntil(
                SETTING_UP, "the users are not known at every site yet", () -> known(sites, users));
        for (var user : users) {
            user.session(
                    sessions.begin(
                            user.account(),
                            user.token(),
                            Optional.empty(),
                            Optional.of(SyncKey.START),
                            user));
        }
        waitUntil(
                SETTING_UP,
                "not every user could connect",
                () -> users.stream().allMatch(LoadUser::isConnected));
        progress.accept(
                "sending " + order.rate() + " messages a second for " + order.seconds() + " s");
        var begun = System.nanoTime();
        send(order, users, seed);
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        progress.accept("reading everything back from every site");
        var report =
                new ReadBack(fleet, sites, users)
                        .report(order, millis, seed, fleet.trust().identity().isPresent());
        for (var user : users) {
            user.session().stop(Duration.ofSeconds(1));
        }
        return report;
    }

    private List<LoadUser> register(
            LoadOrder order, FleetFolder fleet, HttpClient http, HttpRouter router, long seed)
            throws IOException, InterruptedException {
        var tokens = TokenSigning.of(fleet.folder(), fleet.fleet(), wallClock);
        var registrar = fleet.registrarToken();
        var homes = fleet.doors().stream().map(SiteDoor::site).toList();
        var drawn = Addresses.draw(countries, homes, order.users(), new SplittableRandom(seed));
        var asProxy = fleet.trust().identity().isPresent();
        var run = "load." + Long.toString(seed, Character.MAX_RADIX);
        var users = new ArrayList<LoadUser>();
        for (var i = 0; i < drawn.size(); i++) {
            var door = asProxy ? assigned(router, drawn.get(i)) : door(fleet, drawn.get(i));
            var name = run + "." + i;
            var registration =
                    new HttpRegistrar(http, door, registrar, SETTING_UP, new SplittableRandom(i))
                            .register(name, name);
            switch (registration) {
                case Registration.Registered(var account, _, var home, _) ->
                        users.add(new LoadUser(account, home, tokens.account(account)));
                case Registration.Refused(var refusal) ->
                        throw new CommandFailure(
                                ExitCode.of(refusal.code()),
                                "a user could not be registered at "
                                        + door.site()
                                        + ": "
                                        + refusal);
                case Registration.Unknown(var detail) ->
                        throw new CommandFailure(
                                ExitCode.of(ErrorCode.UNKNOWN),
                                "a user could not be registered at " + door.site() + ": " + detail);
            }
        }
        return users;
    }

    private static SiteDoor assigned(HttpRouter router, Addresses.Drawn drawn) {
        return switch (router.assign(Optional.of(drawn.ip())).toCompletableFuture().join()) {
            case Answer.Given<Assignment>(var assignment) -> assignment.door();
            case Answer.Refused<Assignment>(var refusal) ->
                    throw new CommandFailure(
                            ExitCode.of(refusal.code()),
                            "the router assigned no site to " + drawn.ip() + ": " + refusal);
        };
    }

    private static SiteDoor door(FleetFolder fleet, Addresses.Drawn drawn) {
        return fleet.doors().stream()
                .filter(door -> door.site().equals(drawn.home()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean known(List<HttpSite> sites, List<LoadUser> users) {
        try {
            for (var site : sites) {
                for (var user : users) {
                    if (!(site.account(user.token(), user.account()) instanceof Answer.Given<?>)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void waitUntil(Duration bound, String otherwise, BooleanSupplier condition)
            throws InterruptedException {
        var until = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until >= 0) {
                throw new CommandFailure(
                        ExitCode.LATER, otherwise + " after " + bound.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void send(LoadOrder order, List<LoadUser> users, long seed)
            throws InterruptedException {
        var chance = new SplittableRandom(seed + 1);
        var results = new ArrayList<CompletableFuture<?>>();
        var count = (long) order.seconds() * order.rate();
        var begun = System.nanoTime();
        for (var i = 0L; i < count; i++) {
            var due = begun + i * TimeUnit.SECONDS.toNanos(1) / order.rate();
            for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            var sender = users.get((int) (i % users.size()));
            var elsewhere = chance.nextDouble() < order.crossSite();
            var others =
                    users.stream()
                            .filter(one ->
                                    one != sender && one.home().equals(sender.home()) != elsewhere)
                            .toList();
            var recipients = others.isEmpty() ? users : others;
            var recipient = recipients.get(chance.nextInt(recipients.size()));
            results.add(sender.send("r-" + i, recipient.account(), "message " + i));
        }
        try {
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                    .get(ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a session left a message without a result", e);
        }
    }
}
