package dev.homeport.process.adapter.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** How processes of a fleet dial each other and listen: with bounds on everything. Stateless. */
public final class Channels {

    private static final int HANDSHAKE_SECONDS = 5;
    private static final int LARGEST_HEADERS_BYTES = 8 << 10;

    private Channels() {}

    /**
     * A connection that is dialled at its first call and probed while it is silent.
     *
     * @param address where
     * @param context whom to trust there
     * @param limits bounds
     */
    public static ManagedChannel dial(
            InetSocketAddress address, SslContext context, ConnectionLimits limits) {
        // The host as text: an address would be looked up backwards.
        return NettyChannelBuilder.forAddress(address.getHostString(), address.getPort())
                .sslContext(context)
                .proxyDetector(target -> null)
                .withOption(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(limits.connect().toMillis()))
                .keepAliveTime(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(limits.largestMessageBytes())
                .disableRetry()
                .directExecutor()
                .build();
    }

    /**
     * A port with bounds on message size, calls per connection, the time for a handshake, silence.
     *
     * @param address where
     * @param context who this is
     * @param limits bounds
     */
    public static NettyServerBuilder listen(
            InetSocketAddress address, SslContext context, ConnectionLimits limits) {
        return NettyServerBuilder.forAddress(address)
                .sslContext(context)
                .maxInboundMessageSize(limits.largestMessageBytes())
                .maxInboundMetadataSize(LARGEST_HEADERS_BYTES)
                .maxConcurrentCallsPerConnection(limits.mostCalls())
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTime(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
    }

    /** Waits at most so long for the calls under way, and ends those that are left. */
    public static void await(Server server, long mostMillis) {
        try {
            if (!server.awaitTermination(mostMillis, TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
