package dev.homeport.dcnode.keeper;

import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;

/** Where a node keeps the newest table over a restart. For one thread at a time. */
@FunctionalInterface
public interface TableStore {

    /**
     * Puts a table in the place of the one before. Durable when it returns.
     *
     * @throws IOException if it cannot be written; the one before is still there
     */
    void write(RoutingTable table) throws IOException;
}
