package dev.homeport.dcnode.access;

import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The clients that are connected to this node, and who is told when something arrives for one of
 * them. Thread-safe.
 */
public final class OnlineClients {

    /** How many clients one account may have connected to a node at a time. */
    public static final int MAX_PER_ACCOUNT = 16;

    /** However many clients move at once, the last one goes after this. */
    private static final Duration LONGEST_SLOT = Duration.ofSeconds(10);

    /** What a client more adds, so that a site hears of at most 4,000 newcomers a second. */
    private static final Duration SLOT_PER_CLIENT = Duration.ofNanos(250_000);

    /** A connected client. */
    public interface Client {

        /**
         * Something is in the inbox that this client may not have yet. Told in the order of the
         * inbox, unless the arrival says otherwise. Must not block.
         */
        void arrived(Arrival arrival);

        /**
         * The client's home is another site. May be told again of the same home. Must not block.
         *
         * @param home where it is
         * @param slot how long from now the client should wait before it goes there
         */
        void moved(Home.Elsewhere home, Duration slot);

        /**
         * The client's home is here still and will be another site soon. May be told again of the
         * same home. Must not block.
         *
         * @param next where it will be
         * @param slot how long from now the client should wait before it connects there as well
         */
        void moving(Home.Elsewhere next, Duration slot);
    }

    private static final SyncKey BEYOND_ALL =
            new SyncKey(new Epoch(Long.MAX_VALUE), Long.MAX_VALUE);

    private final int limit;
    private final RandomGenerator random;
    private final Map<AccountId, Set<Client>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes an empty set.
     *
     * @param limit how many clients may be connected to this node at a time
     * @param random spreads clients that move; used by any thread
     */
    public OnlineClients(int limit, RandomGenerator random) {
        this.limit = limit;
        this.random = random;
    }

    /**
     * Takes a client in.
     *
     * @return false if a limit is reached; it is not in then
     */
    public boolean add(AccountId account, Client client) {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return false;
        }
        var added = new boolean[1];
        byAccount.compute(
                account,
                (_, present) -> {
                    var clients = present == null ? new HashSet<Client>() : new HashSet<>(present);
                    added[0] = clients.size() < MAX_PER_ACCOUNT && clients.add(client);
                    return Set.copyOf(clients);
                });
        if (!added[0]) {
            count.decrementAndGet();
        }
        return added[0];
    }

    /** Forgets a client. */
    public void remove(AccountId account, Client client) {
        byAccount.computeIfPresent(
                account,
                (_, present) -> {
                    if (!present.contains(client)) {
                        return present;
                    }
                    count.decrementAndGet();
                    var clients = new HashSet<>(present);
                    clients.remove(client);
                    return clients.isEmpty() ? null : Set.copyOf(clients);
                });
    }

    /** Tells the clients of the accounts for which something has arrived. */
    public void arrived(Collection<Arrival> arrivals) {
        for (var arrival : arrivals) {
            byAccount
                    .getOrDefault(arrival.account(), Set.of())
                    .forEach(client -> client.arrived(arrival));
        }
    }

    /** Has all clients look for what has arrived. Takes a while when there are many. */
    public void lookAgain() {
        byAccount.forEach((account, clients) -> {
            var something = new Arrival(account, BEYOND_ALL, Optional.empty());
            clients.forEach(client -> client.arrived(something));
        });
    }

    /**
     * Tells the clients whose home is another site now, or will be soon. Takes a while when there
     * are many.
     *
     * @param homes where the homes are
     */
    public void homesChanged(Homes homes) {
        byAccount.forEach((account, clients) -> {
            if (homes.homeOf(account.shard()) instanceof Home.Elsewhere elsewhere) {
                clients.forEach(client -> client.moved(elsewhere, slot()));
            } else {
                homes.nextHomeOf(account.shard())
                        .ifPresent(next -> clients.forEach(client -> client.moving(next, slot())));
            }
        });
    }

    /**
     * When one client should go that has to go elsewhere: at random, within a time that grows with
     * the number of clients here, all of whom may have to.
     */
    public Duration slot() {
        return Duration.ofNanos(random.nextLong(longestSlot().toNanos() + 1));
    }

    /** No slot is longer than that. */
    public Duration longestSlot() {
        var longest = SLOT_PER_CLIENT.multipliedBy(Math.max(1, size()));
        return longest.compareTo(LONGEST_SLOT) < 0 ? longest : LONGEST_SLOT;
    }

    /** How many clients are connected. */
    public int size() {
        return count.get();
    }
}
