package dev.homeport.dcnode.app;

import dev.homeport.dcnode.access.OnlineClients;
import dev.homeport.dcnode.logic.message.Delivery;
import dev.homeport.dcnode.view.ViewApplier;
import dev.homeport.quorumqueue.QuorumQueue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of a node, read when they are asked for. Stateless. */
final class NodeMetrics {

    private NodeMetrics() {}

    static void register(
            MeterRegistry registry, ViewApplier applier, Delivery delivery, OnlineClients online) {
        Gauge.builder("homeport.view.position", applier, a -> a.status().position())
                .description("Position of the log up to which the view is applied")
                .register(registry);
        Gauge.builder("homeport.view.lag.entries", applier, a -> a.status().lagEntries())
                .description("Entries of the log that the view has not applied")
                .register(registry);
        Gauge.builder("homeport.view.lag.seconds", applier, a -> a.status().lagMillis() / 1e3)
                .description("How long ago the view was last level with the log")
                .register(registry);
        Gauge.builder("homeport.view.stuck", applier, a -> a.status().trouble().isEmpty() ? 0 : 1)
                .description("1 while something keeps the view from going on")
                .register(registry);
        Gauge.builder("homeport.view.reseeding", applier, a -> a.status().reseeding())
                .description("Shards of the view that are being built again from the log")
                .register(registry);
        Gauge.builder("homeport.view.differing", applier, a -> a.status().differing())
                .description("Shards that differ from what the site said that opened them")
                .register(registry);
        Gauge.builder("homeport.clients", online, OnlineClients::size)
                .description("WebSocket clients connected to this node")
                .register(registry);
        Gauge.builder("homeport.deliveries.waiting", delivery, Delivery::waiting)
                .description("Messages taken on for delivery and not in the log yet")
                .register(registry);
        FunctionCounter.builder("homeport.deliveries", delivery, Delivery::delivered)
                .description("Messages put into inboxes by this node")
                .register(registry);
        FunctionCounter.builder("homeport.deliveries.declined", delivery, Delivery::declined)
                .description("Deliveries that the log declined; each is offered again")
                .register(registry);
    }

    static void register(MeterRegistry registry, LogNode node) {
        var queue = node.queue();
        Gauge.builder("homeport.log.position", queue, QuorumQueue::lastPosition)
                .description("Position of the last entry applied on this node")
                .register(registry);
        Gauge.builder("homeport.log.bytes", queue, q -> q.status().logBytes())
                .description("Size of the log on this node's disk")
                .register(registry);
        Gauge.builder("homeport.log.leading", queue, q -> q.leadership().leading() ? 1 : 0)
                .description("1 while this node leads the site's log")
                .register(registry);
        Gauge.builder("homeport.table.version", node, n -> n.table().version())
                .description("Version of the newest routing table that this node knows")
                .register(registry);
        Gauge.builder("homeport.lease.shards", node, n -> n.holder().held(n.table()).size())
                .description("Shards for which this node holds the lease")
                .register(registry);
        Gauge.builder("homeport.homes.open", node, n -> n.homes().openHere().size())
                .description("Shards that this site's log has open at the table's epoch")
                .register(registry);
    }
}
