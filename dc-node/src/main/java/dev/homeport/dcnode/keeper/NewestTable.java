package dev.homeport.dcnode.keeper;

import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The newest routing table that a node knows, whoever told it. A table takes the place of another
 * only if it may; what is told late or twice changes nothing. Thread-safe.
 */
public final class NewestTable {

    private final TableStore store;
    private final Consumer<String> warn;
    private volatile RoutingTable table;

    /**
     * Begins with a table.
     *
     * @param first what is known from the node's own disk
     * @param store keeps it over a restart
     * @param warn told what an operator should know
     */
    public NewestTable(RoutingTable first, TableStore store, Consumer<String> warn) {
        this.table = first;
        this.store = store;
        this.warn = warn;
    }

    /** The table. */
    public RoutingTable get() {
        return table;
    }

    /**
     * Takes a table if it is newer.
     *
     * @return whether it was
     */
    public synchronized boolean offer(RoutingTable offered) {
        if (offered.version() == table.version() && !offered.equals(table)) {
            warn.accept(
                    "ALARM: two different tables have version "
                            + offered.version()
                            + "; the one that was known first is kept");
            return false;
        }
        if (!offered.mayReplace(table)) {
            return false;
        }
        try {
            store.write(offered);
        } catch (IOException e) {
            // It holds all the same: after a restart the witnesses hand it over again.
            warn.accept(offered + " could not be kept on disk: " + e.getMessage());
        }
        table = offered;
        return true;
    }
}
