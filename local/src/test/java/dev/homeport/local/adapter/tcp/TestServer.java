package dev.homeport.local.adapter.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server for tests that hands every connection to a virtual thread of its own. */
final class TestServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread acceptor;
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    TestServer(InetSocketAddress address, Conversation conversation) throws IOException {
        socket = new ServerSocket();
        socket.bind(address, 256);
        acceptor =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!socket.isClosed()) {
                                accept(conversation);
                            }
                        });
    }

    private void accept(Conversation conversation) {
        try {
            var client = socket.accept();
            accepted.add(client);
            connections.incrementAndGet();
            Thread.ofVirtual()
                    .start(() -> {
                        try (client) {
                            conversation.with(client);
                        } catch (IOException e) {
                            // Resets are what many of these tests are about.
                            accepted.remove(client);
                        }
                    });
        } catch (IOException e) {
            // Closed: the loop ends.
            return;
        }
    }

    int connections() {
        return connections.get();
    }

    /** Sends back whatever comes. */
    static void echo(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        client.getInputStream().transferTo(client.getOutputStream());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        // The kernel listens until the accepting thread has let go of the socket.
        acceptor.join(Duration.ofSeconds(5));
        for (var client : accepted) {
            client.close();
        }
    }

    /** What a server does with one connection. */
    @FunctionalInterface
    interface Conversation {
        void with(Socket client) throws IOException;
    }
}
