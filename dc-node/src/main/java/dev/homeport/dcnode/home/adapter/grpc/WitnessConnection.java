package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.adapter.grpc.WitnessCalls.Calling;
import dev.homeport.dcnode.home.adapter.grpc.WitnessCalls.Taking;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The connection to one witness. While it cannot be reached, calls dial it again after a jittered,
 * growing wait, much shorter than gRPC's own. Thread-safe.
 */
final class WitnessConnection implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    private final SiteId witness;
    private final CallLimits limits;
    private final RandomGenerator chance;
    private final Consumer<String> warn;
    private final ManagedChannel channel;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<String> lastTrouble = new AtomicReference<>("");
    private long backOffNanos;
    private long dialAgainNanos;

    WitnessConnection(
            SiteId witness,
            InetSocketAddress address,
            SslContext context,
            CallLimits limits,
            RandomGenerator chance,
            Consumer<String> warn) {
        this.witness = witness;
        this.limits = limits;
        this.chance = chance;
        this.warn = warn;
        this.backOffNanos = limits.backOffLeast().toNanos();
        this.channel = Channels.dial(address, context, limits.connection());
    }

    <A> void call(String name, Calling<A> calling, Taking<A> taking) {
        if (inFlight.incrementAndGet() > limits.mostInFlight()) {
            inFlight.decrementAndGet();
            trouble("RESOURCE_EXHAUSTED", "too many calls under way: " + name + " is not made");
            return;
        }
        dialAgainIfDue();
        var stub =
                WitnessServiceGrpc.newStub(channel)
                        .withWaitForReady()
                        .withDeadlineAfter(limits.call().toMillis(), TimeUnit.MILLISECONDS);
        calling.call(stub, new Observer<>(name, taking));
    }

    private synchronized void dialAgainIfDue() {
        switch (channel.getState(true)) {
            case READY -> backOffNanos = limits.backOffLeast().toNanos();
            case TRANSIENT_FAILURE -> {
                var now = System.nanoTime();
                if (now - dialAgainNanos >= 0) {
                    channel.resetConnectBackoff();
                    dialAgainNanos = now + backOffNanos / 2 + chance.nextLong(backOffNanos / 2);
                    backOffNanos = Math.min(backOffNanos * 2, limits.backOffMost().toNanos());
                }
            }
            case IDLE, CONNECTING, SHUTDOWN -> {}
        }
    }

    void warn(String what) {
        warn.accept("witness " + witness + " " + what);
    }

    /** Says what is wrong when it begins, not with every call. */
    private void trouble(String kind, String what) {
        if (!Objects.equals(lastTrouble.getAndSet(kind), kind)) {
            warn(kind + ": " + what);
        }
    }

    private void over() {
        if (!Objects.equals(lastTrouble.getAndSet(""), "")) {
            warn("answers again");
        }
    }

    ConnectivityState state() {
        return channel.getState(false);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Observer<A> implements StreamObserver<A> {

        private final String name;
        private final Taking<A> taking;

        Observer(String name, Taking<A> taking) {
            this.name = name;
            this.taking = taking;
        }

        @Override
        public void onNext(A wire) {
            over();
            try {
                taking.take(wire);
            } catch (MalformedMessageException e) {
                warn("answers what cannot be read: " + e.getMessage());
            }
        }

        @Override
        public void onError(Throwable error) {
            inFlight.decrementAndGet();
            var status = Status.fromThrowable(error);
            var cause = status.getCause();
            trouble(
                    status.getCode().name(),
                    name
                            + ": "
                            + status.getDescription()
                            + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        }

        @Override
        public void onCompleted() {
            inFlight.decrementAndGet();
        }
    }
}
