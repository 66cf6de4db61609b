package dev.homeport.regionrouter.route;

import java.util.Optional;

/**
 * A source of routing tables that looks for newer ones when it is told to. {@link #refresh} is for
 * one thread at a time and may block within a bound of seconds; the rest is thread-safe and does
 * not block.
 */
public interface RefreshedTables extends RoutingTableSource {

    /** Looks for a newer table. */
    void refresh();

    /** What is wrong; empty while all is well. */
    Optional<String> problem();

    /** Who last said that the table in hand is the newest; empty until anybody has. */
    Optional<Confirmation> confirmed();

    /**
     * That the table in hand is the newest.
     *
     * @param by who said so
     * @param agoMillis how long ago, in milliseconds
     */
    record Confirmation(String by, long agoMillis) {}
}
