package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.process.adapter.netty.DoorConnections;
import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;

/**
 * A server whose connections are bounded in number, and each of its requests in time. Vert.x tells
 * of a connection only after the TLS handshake, and when it is told to close one, it waits for the
 * request that does not come to an end; so this reaches for what is below. Thread-safe.
 */
public final class BoundedHttpServer extends HttpServerImpl {

    private final DoorConnections connections;

    /**
     * Makes a server.
     *
     * @param options where and how it listens; HTTP/2 is switched off, whose streams would not be
     *     bounded
     * @param connections counts them
     */
    public BoundedHttpServer(Vertx vertx, HttpServerOptions options, DoorConnections connections) {
        super((VertxInternal) vertx, httpOne(options));
        this.connections = connections;
    }

    private static HttpServerOptions httpOne(HttpServerOptions options) {
        return new HttpServerOptions(options).setUseAlpn(false).setHttp2ClearTextEnabled(false);
    }

    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context,
            SocketAddress address,
            GlobalTrafficShapingHandler trafficShaping) {
        var served = super.childHandler(context, address, trafficShaping);
        return (connection, tls) -> {
            if (connections.admit(connection)) {
                served.accept(connection, tls);
                connections.watch(connection);
            }
        };
    }
}
