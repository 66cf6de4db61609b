package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import dev.homeport.client.Registration;
import dev.homeport.client.adapter.driver.LoadDriver;
import dev.homeport.client.adapter.driver.NotReadyException;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.load.LoadOrder;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadWatch;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Users of every site who write to each other without a break, half of what they write to users of
 * another site, until they are told to end. Thread-safe.
 */
final class Writers implements LoadWatch, AutoCloseable {

    private static final int USERS_PER_SITE = 2;
    private static final double CROSS_SITE = 0.5;

    /** They are ended long before. */
    private static final int LONGEST_SECONDS = 300;

    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration REGISTERING = Duration.ofSeconds(30);

    private final FleetFolder folder;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final List<LoadDriver.User> users;
    private final Duration patience;
    private final CompletableFuture<LoadOutcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Long> begun = new CompletableFuture<>();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> lastWritten = new ConcurrentHashMap<>();
    private volatile boolean goOn = true;

    /**
     * A message of a user has been acknowledged.
     *
     * @param home the user's
     * @param nanos when, by {@link System#nanoTime}
     */
    record Acknowledged(SiteId home, long nanos) {}

    private Writers(Fleet fleet, Duration patience)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = fleet.folder();
        this.http = folder.trust().client(threads);
        this.patience = patience;
        this.users = register(fleet);
    }

    /**
     * Registers users and has them write.
     *
     * @param rate how many messages a second, all together
     * @param patience how long a message may wait for its result
     */
    static Writers begin(Fleet fleet, int rate, Duration patience)
            throws IOException, GeneralSecurityException, InterruptedException {
        var writers = new Writers(fleet, patience);
        writers.threads.execute(() -> writers.drive(rate));
        return writers;
    }

    private List<LoadDriver.User> register(Fleet fleet)
            throws IOException, GeneralSecurityException, InterruptedException {
        var tokens = Tokens.like(folder.account(new Handle("mei")).token(), fleet.stateFolder());
        var run = "w" + UUID.randomUUID().toString().substring(0, 8) + ".";
        var registered = new ArrayList<LoadDriver.User>();
        for (var i = 0; i < USERS_PER_SITE; i++) {
            for (var door : folder.doors()) {
                var handle = run + registered.size();
                var registration =
                        new HttpRegistrar(
                                        http,
                                        door,
                                        folder.registrarToken(),
                                        REGISTERING,
                                        new Random(registered.size()))
                                .register(handle, handle);
                assertThat(registration).isInstanceOf(Registration.Registered.class);
                var account = ((Registration.Registered) registration).account();
                registered.add(new LoadDriver.User(account, door.site(), tokens.of(account)));
            }
        }
        return List.copyOf(registered);
    }

    private void drive(int rate) {
        try {
            var driver =
                    new LoadDriver(
                            new LoadDriver.Surroundings(
                                    http,
                                    new HttpRouter(http, folder.router(), folder.doors()),
                                    folder.doors(),
                                    folder.databaseSources()));
            outcome.complete(
                    driver.drive(
                            users,
                            new LoadOrder(LONGEST_SECONDS, rate, CROSS_SITE, SETTLING),
                            rate,
                            _ -> {},
                            this));
        } catch (IOException | NotReadyException | RuntimeException e) {
            outcome.completeExceptionally(e);
            begun.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(e);
            begun.completeExceptionally(e);
        }
    }

    List<AccountId> accounts() {
        return users.stream().map(LoadDriver.User::account).toList();
    }

    /** Waits until every user of a site has had something acknowledged that was sent after now. */
    void awaitAcknowledgements(SiteId site) {
        begun.join();
        var since = System.nanoTime();
        Fleet.patiently()
                .until(() ->
                        users.stream()
                                .filter(user -> user.home().equals(site))
                                .allMatch(user -> hasWrittenSince(user, since)));
    }

    private boolean hasWrittenSince(LoadDriver.User user, long since) {
        var last = lastWritten.get(user.account().value());
        return last != null && last - since > 0;
    }

    /** Has them end; returns what came of it when everything has been read back. */
    LoadOutcome end() {
        goOn = false;
        return outcome.join();
    }

    /** When the users of a site had something acknowledged, the earliest first. */
    List<Long> acknowledgedNanos(SiteId home) {
        return acknowledged.stream()
                .filter(each -> each.home().equals(home))
                .map(Acknowledged::nanos)
                .sorted()
                .toList();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public boolean goesOn() {
        return goOn;
    }

    @Override
    public void sending() {
        begun.complete(System.nanoTime());
    }

    @Override
    public void answered(SiteId home, Attempt attempt) {
        if (attempt.outcome() instanceof Outcome.Acknowledged) {
            acknowledged.add(new Acknowledged(home, attempt.answeredNanos()));
            lastWritten.merge(attempt.sender(), attempt.writtenNanos(), Math::max);
        }
    }

    @Override
    public void close() {
        goOn = false;
        threads.shutdownNow();
        http.shutdownNow();
        http.close();
    }
}
