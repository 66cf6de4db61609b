package dev.homeport.dcnode.link.adapter.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between two nodes: passes bytes on and counts them, holds them, or ends connections. */
final class Relay implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket();
    private final InetSocketAddress to;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesBack = new AtomicLong();
    private boolean holding;

    Relay(InetSocketAddress at, InetSocketAddress to) throws IOException {
        this.to = to;
        listening.setReuseAddress(true);
        listening.bind(at);
        Thread.ofVirtual().start(this::accept);
    }

    /** How many bytes the node that was dialled has sent. */
    long bytesBack() {
        return bytesBack.get();
    }

    /** From now on nothing arrives, and no connection ends. */
    synchronized void hold(boolean hold) {
        holding = hold;
        notifyAll();
    }

    /** Ends every connection. */
    void cut() {
        sockets.forEach(Relay::end);
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                var near = listening.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException e) {
            // It is closed.
            cut();
        }
    }

    private void connect(Socket near) {
        try {
            var far = new Socket(to.getAddress(), to.getPort());
            sockets.add(far);
            Thread.ofVirtual().start(() -> pass(far, near, bytesBack));
            pass(near, far, new AtomicLong());
        } catch (IOException e) {
            end(near);
        }
    }

    private void pass(Socket from, Socket into, AtomicLong count) {
        var buffer = new byte[16 << 10];
        try {
            for (var read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
                awaitOpen();
                into.getOutputStream().write(buffer, 0, read);
                count.addAndGet(read);
            }
        } catch (IOException e) {
            // One end is gone, and so is the other now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(into);
        }
    }

    private synchronized void awaitOpen() throws InterruptedException {
        while (holding) {
            wait();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        hold(false);
        cut();
    }
}
