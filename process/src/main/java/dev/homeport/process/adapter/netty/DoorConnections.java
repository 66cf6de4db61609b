package dev.homeport.process.adapter.netty;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections of a door that speaks HTTP/1, with TLS or without: counts them and ends those
 * that do not come to the end of a request. Connections that have become WebSockets are counted and
 * otherwise left alone, and so are those that idle between requests. Thread-safe.
 */
public final class DoorConnections {

    private final DoorLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder timedOut = new LongAdder();

    /** Makes the bounds of one door. */
    public DoorConnections(DoorLimits limits) {
        this.limits = limits;
    }

    /**
     * Lets a connection in, or closes it at once: an answer would need TLS, which costs more than
     * all that is refused. Called once for each, before anything is read.
     *
     * @return whether it is in
     */
    public boolean admit(Channel connection) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            refused.increment();
            var _ = connection.close();
            return false;
        }
        var _ = connection.closeFuture().addListener(_ -> open.decrementAndGet());
        return true;
    }

    /**
     * Gives the requests of a connection their time. Called on the connection's event loop, when
     * the handlers of TLS, if there is any, or else of HTTP are in its pipeline.
     */
    public void watch(Channel connection) {
        if (!connection.isOpen()) {
            return;
        }
        var deadline = new RequestDeadline(limits.requestMillis(), timedOut::increment);
        var tls = connection.pipeline().context(SslHandler.class);
        if (tls == null) {
            connection.pipeline().addFirst(deadline);
        } else {
            connection.pipeline().addAfter(tls.name(), null, deadline);
        }
    }

    /** Adds its figures. */
    public void register(MeterRegistry registry) {
        Gauge.builder("homeport.connections", this, DoorConnections::open)
                .description("TCP connections open at the door for clients, WebSockets included")
                .register(registry);
        FunctionCounter.builder("homeport.connections.refused", this, DoorConnections::refused)
                .description("TCP connections closed at once because too many were open")
                .register(registry);
        FunctionCounter.builder("homeport.connections.timed.out", this, DoorConnections::timedOut)
                .description("TCP connections closed because a request took too long to arrive")
                .register(registry);
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    /** How many were refused so far, because too many were open. */
    public long refused() {
        return refused.sum();
    }

    /** How many were ended so far, because a request was not there in time. */
    public long timedOut() {
        return timedOut.sum();
    }
}
