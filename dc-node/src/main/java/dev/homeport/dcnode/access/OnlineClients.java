package dev.homeport.dcnode.access;

import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clients that are connected to this node, and who is told when something arrives for one of
 * them. Thread-safe.
 */
public final class OnlineClients {

    /** How many clients one account may have connected to a node at a time. */
    public static final int MAX_PER_ACCOUNT = 16;

    /** A connected client. */
    @FunctionalInterface
    public interface Client {

        /**
         * Something is in the inbox that this client may not have yet. Told in the order of the
         * inbox, unless the arrival says otherwise. Must not block.
         */
        void arrived(Arrival arrival);
    }

    private final int limit;
    private final Map<AccountId, Set<Client>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes an empty set.
     *
     * @param limit how many clients may be connected to this node at a time
     */
    public OnlineClients(int limit) {
        this.limit = limit;
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

    /** How many clients are connected. */
    public int size() {
        return count.get();
    }
}
