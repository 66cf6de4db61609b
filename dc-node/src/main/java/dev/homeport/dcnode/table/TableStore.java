package dev.homeport.dcnode.table;

import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;

/** Keeps the newest table over restarts. Used by one thread at a time. */
@FunctionalInterface
public interface TableStore {

    /**
     * Puts a table in the place of the one that was kept; durable when it returns.
     *
     * @throws IOException if it is not known to be durable; the one kept before is still whole
     */
    void keep(RoutingTable table) throws IOException;
}
