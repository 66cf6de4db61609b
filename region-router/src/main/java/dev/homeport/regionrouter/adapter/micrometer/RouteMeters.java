package dev.homeport.regionrouter.adapter.micrometer;

import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteListener;
import dev.homeport.regionrouter.route.RoutingTableSource;
import dev.homeport.vocabulary.RoutingTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts answers by kind and home, refusals by kind and code, and shows the version of the routing
 * table (0 while there is none). Labels have few values: nothing that a caller sends becomes one.
 * Thread-safe.
 */
public final class RouteMeters implements RouteListener {

    private static final String ANSWERS = "homeport.route.answers";
    private static final String REFUSALS = "homeport.route.refusals";
    private static final String TABLE_VERSION = "homeport.routing.table.version";

    private final MeterRegistry registry;

    /** Makes the meters. */
    public RouteMeters(MeterRegistry registry, RoutingTableSource tables) {
        this.registry = registry;
        Gauge.builder(TABLE_VERSION, tables, RouteMeters::version)
                .description("Version of the routing table in use; 0 while there is none")
                .register(registry);
    }

    private static double version(RoutingTableSource tables) {
        return tables.current().map(RoutingTable::version).orElse(0L);
    }

    @Override
    public void answered(String kind, RouteAnswer answer) {
        switch (answer) {
            case RouteAnswer.Decided(var decision) ->
                    registry.counter(ANSWERS, "kind", kind, "home", decision.home()).increment();
            case RouteAnswer.Refused refused ->
                    registry.counter(REFUSALS, "kind", kind, "code", refused.code().name())
                            .increment();
        }
    }
}
