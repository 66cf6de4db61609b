package dev.homeport.process.adapter.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection when a request is not there in time. It stands before the HTTP decoder, where
 * it sees the first byte of a request, and puts a second handler behind it, which sees the end.
 * Bounds on idleness do not help here, because each byte begins them anew. For one connection; runs
 * on its event loop.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

    private final long millis;
    private final Runnable timedOut;
    private @Nullable Future<?> deadline;
    private boolean decoded;

    RequestDeadline(long millis, Runnable timedOut) {
        this.millis = millis;
        this.timedOut = timedOut;
    }

    private final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof LastHttpContent) {
                disarm();
            }
            context.fireChannelRead(message);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        arm(context);
        lookForDecoder(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        // Only now does the server know what is spoken inside TLS; what came with the end of the
        // handshake is read after this.
        if (event instanceof SslHandshakeCompletionEvent) {
            lookForDecoder(context);
        }
    }

    private void lookForDecoder(ChannelHandlerContext context) {
        var decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder != null && !decoded) {
            decoded = true;
            context.pipeline().addAfter(decoder.name(), null, new End());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isUpgraded(context)) {
            context.pipeline().remove(this);
        } else if (deadline == null) {
            arm(context);
        }
        context.fireChannelRead(message);
    }

    /** A WebSocket has no requests, and bounds of its own. */
    private boolean isUpgraded(ChannelHandlerContext context) {
        return decoded && context.pipeline().get(HttpRequestDecoder.class) == null;
    }

    private void arm(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> end(context), millis, TimeUnit.MILLISECONDS);
    }

    private void end(ChannelHandlerContext context) {
        if (isUpgraded(context)) {
            context.pipeline().remove(this);
            return;
        }
        timedOut.run();
        // From here on towards the socket, past the server's own idea of how to close.
        var _ = context.close();
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        disarm();
    }
}
