package dev.homeport.client.adapter.driver;

import dev.homeport.client.AccountCard;
import dev.homeport.client.Answer;
import dev.homeport.client.Router;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.sql.DatabaseReading;
import dev.homeport.client.adapter.websocket.SocketSessions;
import dev.homeport.client.load.LoadOrder;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadWatch;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Lets users write to each other at a steady rate, each over a session of its own, and reads
 * everything back from every site. Every wait has a bound. Thread-safe; runs do not disturb each
 * other as long as their users are different ones.
 */
public final class LoadDriver {

    private static final System.Logger LOG = System.getLogger(LoadDriver.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration SETTING_UP = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(10);

    /** How much later than its patience a message may have its result. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final int POLL_MILLIS = 200;

    private final Surroundings surroundings;

    /** Makes a driver. */
    public LoadDriver(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Somebody who sends and receives.
     *
     * @param account the account
     * @param home the site that registered it
     * @param token its token; a secret
     */
    public record User(AccountId account, SiteId home, String token) {

        @Override
        public String toString() {
            return account + " of " + home;
        }
    }

    /**
     * What is driven against.
     *
     * @param http the client to ask with
     * @param router where homes are asked for
     * @param doors every site
     * @param databases every site's database
     */
    public record Surroundings(
            HttpClient http,
            Router router,
            List<SiteDoor> doors,
            List<DatabaseReading.Source> databases) {

        /** Makes surroundings. */
        public Surroundings {
            doors = List.copyOf(doors);
            databases = List.copyOf(databases);
        }
    }

    /**
     * Runs to the end.
     *
     * @param users fresh ones, two at least
     * @param seed decides who writes to whom
     * @param progress told of each step
     * @throws NotReadyException if users are not known everywhere, or cannot connect, in time
     */
    public LoadOutcome drive(
            List<User> users, LoadOrder order, long seed, Consumer<String> progress)
            throws NotReadyException, InterruptedException {
        return drive(users, order, seed, progress, LoadWatch.NOBODY);
    }

    /**
     * Runs until the order is worked off or the watch says that it is enough.
     *
     * @param users fresh ones, two at least
     * @param seed decides who writes to whom
     * @param progress told of each step
     * @param watch looks on
     * @throws NotReadyException if users are not known everywhere, or cannot connect, in time
     */
    public LoadOutcome drive(
            List<User> users,
            LoadOrder order,
            long seed,
            Consumer<String> progress,
            LoadWatch watch)
            throws NotReadyException, InterruptedException {
        var sites =
                surroundings.doors().stream()
                        .map(door -> new HttpSite(surroundings.http(), door, CALL))
                        .toList();
        progress.accept("waiting until every site knows the users");
        waitUntilKnown(sites, users);
        var driven = users.stream().map(user -> new DrivenUser(user, watch)).toList();
        try (var sessions =
                new SocketSessions(
                        surroundings.http(),
                        surroundings.router(),
                        surroundings.doors(),
                        watch.bearableSilence()
                                .map(SessionSettings.USUAL::bearing)
                                .orElse(SessionSettings.USUAL),
                        seed)) {
            connect(sessions, driven);
            progress.accept(
                    "sending " + order.rate() + " messages a second for " + order.seconds() + " s");
            var begun = System.nanoTime();
            watch.sending();
            send(order, driven, new SplittableRandom(seed + 1), watch);
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            progress.accept("reading everything back from every site");
            var everything =
                    new ReadBack(sites, surroundings.databases(), driven).settled(order.settle());
            stop(driven);
            return outcome(millis, driven, everything);
        }
    }

    /** Everything has its answer, so that only the farewell may be missing. */
    private static void stop(List<DrivenUser> users) throws InterruptedException {
        var stopping =
                users.stream()
                        .map(user -> user.session().stop(FAREWELL).toCompletableFuture())
                        .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(stopping).get(2 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "a session did not end well", e);
        }
    }

    private static LoadOutcome outcome(
            long millis, List<DrivenUser> users, ReadBack.Everything everything) {
        var homes = new HashMap<Long, String>();
        users.forEach(user -> homes.put(user.account().value(), user.home().name()));
        return new LoadOutcome(
                millis,
                homes,
                users.stream().flatMap(user -> user.asked().stream()).toList(),
                everything.histories(),
                everything.unreadable());
    }

    private static void waitUntilKnown(List<HttpSite> sites, List<User> users)
            throws NotReadyException, InterruptedException {
        var until = System.nanoTime() + SETTING_UP.toNanos();
        for (var site : sites) {
            for (var user : users) {
                var answer = site.account(user.token(), user.account());
                while (answer instanceof Answer.Refused<AccountCard>(var refusal)) {
                    if (System.nanoTime() - until >= 0) {
                        throw new NotReadyException(
                                site.door().site()
                                        + " does not know account "
                                        + user
                                        + " after "
                                        + SETTING_UP.toSeconds()
                                        + " s ("
                                        + refusal
                                        + ")");
                    }
                    Thread.sleep(POLL_MILLIS);
                    answer = site.account(user.token(), user.account());
                }
            }
        }
    }

    private static void connect(SocketSessions sessions, List<DrivenUser> users)
            throws NotReadyException, InterruptedException {
        for (var user : users) {
            user.session(
                    sessions.begin(
                            user.account(),
                            user.token(),
                            Optional.empty(),
                            Optional.of(SyncKey.START),
                            user));
        }
        var until = System.nanoTime() + SETTING_UP.toNanos();
        for (var user : users) {
            while (!user.isConnected()) {
                if (System.nanoTime() - until >= 0) {
                    throw new NotReadyException(
                            user.user()
                                    + " could not connect within "
                                    + SETTING_UP.toSeconds()
                                    + " s ("
                                    + user.trouble()
                                    + ")");
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static void send(
            LoadOrder order, List<DrivenUser> users, RandomGenerator chance, LoadWatch watch)
            throws InterruptedException {
        var results = new ArrayList<CompletableFuture<Void>>();
        var begun = System.nanoTime();
        for (var i = 0L; i < order.messages() && watch.goesOn(); i++) {
            var due = begun + i * TimeUnit.SECONDS.toNanos(1) / order.rate();
            for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            var sender = users.get((int) (i % users.size()));
            var recipient = recipient(users, sender, order.crossSite(), chance);
            results.add(sender.send("r-" + i, recipient.account(), "message " + i));
        }
        try {
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                    .get(watch.patience().plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "a session left a message without a result", e);
            users.forEach(DrivenUser::giveUp);
        }
    }

    private static DrivenUser recipient(
            List<DrivenUser> users, DrivenUser sender, double crossSite, RandomGenerator chance) {
        var elsewhere = chance.nextDouble() < crossSite;
        var others =
                users.stream()
                        .filter(one -> one != sender)
                        .filter(one -> one.home().equals(sender.home()) != elsewhere)
                        .toList();
        var recipients = others.isEmpty() ? users : others;
        return recipients.get(chance.nextInt(recipients.size()));
    }
}
