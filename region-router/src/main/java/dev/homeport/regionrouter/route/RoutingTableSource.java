package dev.homeport.regionrouter.route;

import dev.homeport.vocabulary.RoutingTable;
import java.util.Optional;

/**
 * Hands out the newest routing table that it has seen; never an older one than before.
 * Implementations are thread-safe and do not block.
 */
@FunctionalInterface
public interface RoutingTableSource {

    /** The newest table; empty until the first one has been seen. */
    Optional<RoutingTable> current();

    /** A source for a process that has been given none. */
    static RoutingTableSource none() {
        return Optional::empty;
    }
}
