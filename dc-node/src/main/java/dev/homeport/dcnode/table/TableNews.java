package dev.homeport.dcnode.table;

import dev.homeport.vocabulary.RoutingTable;

/** What a control-plane replica tells somebody who watches its table. */
public sealed interface TableNews {

    /**
     * This is the newest table.
     *
     * @param table the table
     */
    record Newer(RoutingTable table) implements TableNews {}

    /**
     * Nothing is newer than what was told.
     *
     * @param version the newest version there
     */
    record Still(long version) implements TableNews {}
}
