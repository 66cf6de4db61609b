package dev.homeport.cli.adapter.load;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.Answer;
import dev.homeport.client.Assignment;
import dev.homeport.client.Registration;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.driver.LoadDriver;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.local.adapter.file.TokenSigner;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Registers the users of a run, some at a time. */
final class Registrations {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long to ask one site before the router is asked again. */
    private static final Duration ONE_SITE = Duration.ofSeconds(15);

    private static final Duration VALIDITY = Duration.ofHours(6);
    private static final int AT_A_TIME = 8;

    private final FleetFolder fleet;
    private final HttpClient http;
    private final HttpRouter router;
    private final TokenSigner tokens;

    Registrations(FleetFolder fleet, HttpClient http, HttpRouter router, TokenSigner tokens) {
        this.fleet = fleet;
        this.http = http;
        this.router = router;
        this.tokens = tokens;
    }

    /**
     * Registers one user per address.
     *
     * @param run what their handles begin with
     */
    List<LoadDriver.User> register(List<Addresses.Drawn> addresses, String run)
            throws IOException, InterruptedException {
        var registrar = fleet.registrarToken();
        var work = new ArrayList<Callable<LoadDriver.User>>();
        for (var i = 0; i < addresses.size(); i++) {
            var number = i;
            work.add(() -> register(addresses.get(number), run + "." + number, registrar, number));
        }
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            var users = new ArrayList<LoadDriver.User>();
            for (var result : threads.invokeAll(work)) {
                users.add(result.get());
            }
            return users;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IOException("a user could not be registered: " + e.getCause(), e);
        }
    }

    private LoadDriver.User register(
            Addresses.Drawn drawn, String name, String registrar, int number)
            throws InterruptedException, GeneralSecurityException {
        var untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            // Asked anew each time: the site may have been evacuated meanwhile.
            var door = fleet.trust().identity().isPresent() ? assigned(drawn) : ruled(drawn);
            var registration =
                    new HttpRegistrar(
                                    http,
                                    door,
                                    fleet.doors(),
                                    registrar,
                                    ONE_SITE,
                                    new SplittableRandom(number))
                            .register(name, name);
            var isOver = System.nanoTime() - untilNanos >= 0;
            switch (registration) {
                case Registration.Registered(var account, _, var home, _) -> {
                    return new LoadDriver.User(account, home, tokens.account(account, VALIDITY));
                }
                case Registration.Refused(var refusal) -> {
                    if (isOver || !refusal.passes()) {
                        throw failed(refusal.code(), door, refusal.toString());
                    }
                }
                case Registration.Unknown(var detail) -> {
                    if (isOver) {
                        throw failed(ErrorCode.UNKNOWN, door, detail);
                    }
                }
            }
        }
    }

    private static CommandFailure failed(ErrorCode code, SiteDoor door, String detail) {
        return new CommandFailure(
                ExitCode.of(code),
                "a user could not be registered at " + door.site() + ": " + detail);
    }

    private SiteDoor assigned(Addresses.Drawn drawn) {
        return switch (router.assign(Optional.of(drawn.ip())).toCompletableFuture().join()) {
            case Answer.Given<Assignment>(var assignment) -> assignment.door();
            case Answer.Refused<Assignment>(var refusal) ->
                    throw new CommandFailure(
                            ExitCode.of(refusal.code()),
                            "the router assigned no site to " + drawn.ip() + ": " + refusal);
        };
    }

    private SiteDoor ruled(Addresses.Drawn drawn) {
        return fleet.doors().stream()
                .filter(door -> door.site().equals(drawn.home()))
                .findFirst()
                .orElseThrow();
    }
}
