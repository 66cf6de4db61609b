package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Forwarding;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listening socket of the emulator; closed while its link is cut. Not thread-safe. */
final class Door {

    private static final int BACKLOG = 256;
    private static final Duration LET_GO_BOUND = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final Forwarding forwarding;
    private final Consumer<SocketChannel> onAccept;
    private @Nullable ServerSocketChannel socket;
    private @Nullable Thread acceptor;

    Door(Forwarding forwarding, Consumer<SocketChannel> onAccept) {
        this.forwarding = forwarding;
        this.onAccept = onAccept;
    }

    Forwarding forwarding() {
        return forwarding;
    }

    /**
     * Listens; does nothing if it does already.
     *
     * @throws IOException if the endpoint is taken, with a message that names it
     */
    void open() throws IOException {
        if (socket != null) {
            return;
        }
        var opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(forwarding.listen().toSocketAddress(), BACKLOG);
        } catch (IOException e) {
            opened.close();
            throw new IOException(
                    "WAN emulator: cannot listen on "
                            + forwarding.listen()
                            + " ("
                            + e.getMessage()
                            + "); end what uses it, or take another fleet number",
                    e);
        }
        socket = opened;
        acceptor =
                Thread.ofVirtual()
                        .name("wan door " + forwarding.listen())
                        .start(() -> acceptAll(opened));
    }

    private void acceptAll(ServerSocketChannel from) {
        while (from.isOpen()) {
            try {
                onAccept.accept(from.accept());
            } catch (IOException e) {
                if (from.isOpen() && !pause()) {
                    return;
                }
            }
        }
    }

    /** Out of file descriptors, for one: trying again at once would only burn a processor. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Stops listening; connections that nobody has accepted yet are reset. The kernel goes on
     * accepting until the accepting thread has let go of the socket, so that is waited for.
     *
     * @throws IOException if it does not let go within a bound
     */
    void close() throws IOException {
        var open = socket;
        var thread = acceptor;
        if (open == null || thread == null) {
            return;
        }
        socket = null;
        acceptor = null;
        open.close();
        try {
            if (!thread.join(LET_GO_BOUND)) {
                throw new IOException(
                        "WAN emulator: " + forwarding.listen() + " is still open after closing it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while closing " + forwarding.listen());
        }
    }
}
