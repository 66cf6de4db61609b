package dev.homeport.controlplane.app;

import dev.homeport.coordinator.app.CoordinatorNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of a coordination process. Stateless. */
final class CoordinationMetrics {

    private CoordinationMetrics() {}

    static void register(MeterRegistry registry, CoordinatorNode node) {
        Gauge.builder("homeport.coordinator.leading", node, n -> n.status().leading() ? 1 : 0)
                .description("1 while this voter grants and claims")
                .register(registry);
        Gauge.builder("homeport.coordinator.position", node, n -> n.status().lastPosition())
                .description("Position of the last entry applied on this voter")
                .register(registry);
        Gauge.builder("homeport.coordinator.grant.mark", node, n -> n.status().grantMark())
                .description("First sequence number that is granted to no site yet")
                .register(registry);
    }

    static void register(MeterRegistry registry, ControlSide side) {
        Gauge.builder("homeport.control.leading", side, s -> s.status().leading() ? 1 : 0)
                .description("1 while this replica decides")
                .register(registry);
        Gauge.builder("homeport.control.position", side, s -> s.status().lastPosition())
                .description("Position of the last entry applied on this replica")
                .register(registry);
        Gauge.builder("homeport.routing.table.version", side, s -> s.status().tableVersion())
                .description("Version of the newest routing table recorded; 0 before the first")
                .register(registry);
    }
}
