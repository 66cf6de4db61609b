package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Forwarding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the emulator. The request to connect, the word that it stands, the bytes,
 * the ends of both streams and resets all travel through the two pipes, so that a connection costs
 * the round trips that it would cost on the real way.
 *
 * <p>Thread-safe; runs on virtual threads of its own.
 */
final class Relay {

    private static final int BOTH_DIRECTIONS = 2;

    private final Link link;
    private final Forwarding forwarding;
    private final EmulatorLimits limits;
    private final Runnable onEnd;
    private final SocketChannel dialler;
    private final Lane lane;
    private final Pipe forward;
    private final Pipe backward;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile @Nullable SocketChannel target;

    Relay(
            Link link,
            Forwarding forwarding,
            EmulatorLimits limits,
            SocketChannel dialler,
            Runnable onEnd) {
        this.link = link;
        this.forwarding = forwarding;
        this.limits = limits;
        this.dialler = dialler;
        this.onEnd = onEnd;
        this.lane = link.lane(forwarding.direction());
        this.forward = new Pipe(link, lane, limits.windowBytes(), true);
        this.backward =
                new Pipe(
                        link,
                        link.lane(forwarding.direction().reversed()),
                        limits.windowBytes(),
                        false);
    }

    /** Starts the connection; returns at once. */
    void start() {
        lane.accepted.increment();
        lane.open.incrementAndGet();
        if (!link.admit(this)) {
            reset();
            return;
        }
        forward.putFirst(new Parcel.Dial());
        spawn("write", () -> deliver(forward));
        spawn("write back", () -> deliver(backward));
        spawn("read", () -> read(dialler, forward));
    }

    private void spawn(String what, Step step) {
        Thread.ofVirtual()
                .name("wan " + forwarding.direction() + " " + what)
                .start(() -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        reset();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        reset();
                    }
                });
    }

    private void read(SocketChannel source, Pipe pipe) throws InterruptedException {
        var piece = ByteBuffer.allocate(Pipe.LARGEST_PIECE_BYTES);
        while (true) {
            Parcel parcel;
            try {
                var count = source.read(piece.clear());
                parcel = count < 0 ? new Parcel.Finish() : new Parcel.Data(copyOf(piece.flip()));
            } catch (IOException e) {
                parcel = new Parcel.Abort();
            }
            if (pipe.isGated() && isGivenUp(parcel)) {
                reset();
                return;
            }
            if (!pipe.put(parcel) || !(parcel instanceof Parcel.Data)) {
                return;
            }
        }
    }

    /**
     * Whether a dialler whose connection does not stand yet has given up: the target never hears of
     * it then. On a link that works, the end of its stream only means that it sent all it had.
     */
    private boolean isGivenUp(Parcel parcel) {
        return switch (parcel) {
            case Parcel.Abort _ -> true;
            case Parcel.Finish _ -> link.pair().holds();
            case Parcel.Dial _, Parcel.Established _, Parcel.Data _ -> false;
        };
    }

    private static ByteBuffer copyOf(ByteBuffer piece) {
        return ByteBuffer.allocate(piece.remaining()).put(piece).flip();
    }

    private void deliver(Pipe pipe) throws IOException, InterruptedException {
        while (true) {
            var batch = pipe.take();
            if (batch.isEmpty()) {
                return;
            }
            var data = new ArrayList<ByteBuffer>(batch.size());
            for (var parcel : batch) {
                switch (parcel) {
                    case Parcel.Data(var bytes) -> data.add(bytes);
                    case Parcel.Dial _ -> dial();
                    case Parcel.Established _ -> forward.openGate();
                    case Parcel.Finish _ -> {
                        write(pipe, data);
                        finish(pipe);
                        return;
                    }
                    case Parcel.Abort _ -> {
                        write(pipe, data);
                        reset();
                        return;
                    }
                }
            }
            write(pipe, data);
        }
    }

    private void write(Pipe pipe, List<ByteBuffer> data) {
        if (data.isEmpty()) {
            return;
        }
        var sink = sinkOf(pipe);
        if (sink == null) {
            return;
        }
        var buffers = data.toArray(ByteBuffer[]::new);
        data.clear();
        var total = 0;
        for (var buffer : buffers) {
            total += buffer.remaining();
        }
        try {
            for (long written = 0; written < total; ) {
                written += sink.write(buffers);
            }
            pipe.handedOver(total);
        } catch (IOException e) {
            // Nobody reads here any more. What comes the other way is still to be delivered; the
            // reset follows it, because its reader will see the same end.
            pipe.close();
            directionEnded(true);
        }
    }

    private @Nullable SocketChannel sinkOf(Pipe pipe) {
        return pipe == forward ? target : dialler;
    }

    private void dial() throws IOException, InterruptedException {
        var channel = SocketChannel.open();
        target = channel;
        try {
            if (ended.get()) {
                channel.close();
                return;
            }
            // The source address names the site that dials to whoever looks at the connection.
            channel.bind(new InetSocketAddress(forwarding.listen().address().toInetAddress(), 0));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket()
                    .connect(
                            forwarding.target().toSocketAddress(),
                            Math.toIntExact(limits.dialBound().toMillis()));
        } catch (IOException e) {
            backward.put(new Parcel.Abort());
            return;
        }
        backward.put(new Parcel.Established());
        spawn("read back", () -> read(channel, backward));
    }

    private void finish(Pipe pipe) throws IOException {
        var sink = sinkOf(pipe);
        if (sink != null) {
            sink.shutdownOutput();
        }
        directionEnded(false);
    }

    private void directionEnded(boolean hard) {
        if (finished.incrementAndGet() == BOTH_DIRECTIONS) {
            end(hard);
        }
    }

    /** Ends the connection with a reset to both sides. */
    void reset() {
        end(true);
    }

    /** Looks at the link again. */
    void wake() {
        forward.wake();
        backward.wake();
    }

    private void end(boolean hard) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (hard) {
            lane.reset.increment();
        }
        forward.close();
        backward.close();
        close(dialler, hard);
        var channel = target;
        if (channel != null) {
            close(channel, hard);
        }
        lane.open.decrementAndGet();
        link.forget(this);
        onEnd.run();
    }

    static void close(SocketChannel channel, boolean hard) {
        try (channel) {
            if (hard) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // A socket that its peer has closed already is as closed as it can be.
            return;
        }
    }

    /** A piece of work that may fail as sockets do. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
