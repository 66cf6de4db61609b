package dev.homeport.regionrouter.app;

import dev.homeport.process.adapter.netty.DoorConnections;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;

/**
 * Bounds the connections of the door for clients. The framework that hosts the router counts
 * connections only after the TLS handshake, does not end those that are too many at once, and waits
 * for the rest of a request as long as a byte comes now and then; so this stands below it. Netty
 * makes it, because {@link RouterSettings#forQuarkus} says so. Thread-safe.
 */
public final class BoundedDoor extends ChannelInitializerExtension {

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        var parts = RegionRouter.parts();
        if (connection.localAddress() instanceof InetSocketAddress here
                && here.getPort() == parts.settings().listenPort()) {
            connection.pipeline().addLast(new Bounds(parts.connections()));
        }
    }

    /** Runs on the event loop, when the server's own handlers are there. */
    private static final class Bounds extends ChannelInitializer<Channel> {
        private final DoorConnections connections;

        Bounds(DoorConnections connections) {
            this.connections = connections;
        }

        @Override
        protected void initChannel(Channel connection) {
            if (connections.admit(connection)) {
                connections.watch(connection);
            }
        }
    }
}
