package dev.homeport.dcnode.table;

import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest routing table of a process. A table is taken only if it may replace the one in
 * hand, and it is durable before anybody hears of it, so that a process never goes back behind a
 * table that it has acted on. Two tables of one version are an alarm: neither is better, and the
 * one in hand stays.
 *
 * <p>Thread-safe. Listeners are told one table at a time, in ascending order, by the thread that
 * offered it; what they do must be short.
 */
public final class TableKeeper implements Consumer<RoutingTable> {

    private final TableStore store;
    private final List<Consumer<RoutingTable>> listeners = new CopyOnWriteArrayList<>();
    private volatile RoutingTable current;
    private volatile @Nullable String trouble;

    /**
     * Begins with a table that is kept already.
     *
     * @param kept the table that the store holds: at first the genesis
     * @param store where newer ones are kept
     */
    public TableKeeper(RoutingTable kept, TableStore store) {
        this.current = kept;
        this.store = store;
    }

    /** The newest table. */
    public RoutingTable current() {
        return current;
    }

    /** What is wrong with a table that was offered last; empty while all is well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** From now on somebody hears of every table that is newer than the present one. */
    public void onNewer(Consumer<RoutingTable> listener) {
        listeners.add(listener);
    }

    /**
     * Takes a table if it may replace the present one; see the class for what becomes of others.
     */
    @Override
    public synchronized void accept(RoutingTable offered) {
        var held = current;
        if (offered.mayReplace(held)) {
            try {
                store.keep(offered);
            } catch (IOException e) {
                trouble = "table " + offered.version() + " cannot be kept: " + e.getMessage();
                return;
            }
            current = offered;
            trouble = null;
            listeners.forEach(listener -> listener.accept(offered));
        } else if (!offered.fleet().equals(held.fleet())) {
            trouble = "a table of fleet " + offered.fleet() + " was offered; this is another";
        } else if (offered.version() == held.version() && !offered.equals(held)) {
            trouble = "ALARM: two different routing tables of version " + held.version();
        } else if (offered.version() > held.version()) {
            trouble =
                    "ALARM: table "
                            + offered.version()
                            + " may not replace table "
                            + held.version()
                            + ": it gives a shard another home without a new epoch, or an older"
                            + " epoch";
        }
    }
}
