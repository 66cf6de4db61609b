package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.link.adapter.protobuf.LinkFormat;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.serve.Shipper;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.wire.link.LinkV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line that is served. Asks come from the server's threads; a virtual thread of the line's own
 * says what is to be said, and is the only one to write. Thread-safe.
 */
final class ServedLine implements StreamObserver<LinkV0.LinkAsk> {

    /** Below it a word is not worth compressing. */
    private static final int COMPRESSED_BYTES = 1_024;

    /** Opens a line. */
    interface Opening {
        Shipper open(LinkV0.Open open) throws StatusException;
    }

    private final ServerCallStreamObserver<LinkV0.LinkWord> words;
    private final Opening opening;
    private final MachineClock clock;
    private final LinkLimits limits;
    private final Consumer<ServedLine> over;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean awake = true;
    private boolean ended;
    private @Nullable Status end;
    private volatile @Nullable Shipper shipper;
    private volatile long askedNanos;

    ServedLine(
            ServerCallStreamObserver<LinkV0.LinkWord> words,
            Opening opening,
            MachineClock clock,
            LinkLimits limits,
            Consumer<ServedLine> over) {
        this.words = words;
        this.opening = opening;
        this.clock = clock;
        this.limits = limits;
        this.over = over;
        this.askedNanos = clock.read().monotonicNanos();
        words.setOnReadyHandler(this::wake);
        words.setOnCancelHandler(() -> end(Status.CANCELLED));
    }

    void start() {
        Thread.ofVirtual().name("link-line").start(this::run);
    }

    /** Says why the line is not served; instead of {@link #start}. */
    void refuse(StatusException why) {
        ended = true;
        words.onError(why);
    }

    /** There may be something to say. */
    void wake() {
        lock.lock();
        try {
            awake = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void end(Status status) {
        lock.lock();
        try {
            if (end == null) {
                end = status;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        end(Status.UNAVAILABLE.withDescription("this node stops"));
    }

    @Override
    public void onNext(LinkV0.LinkAsk ask) {
        askedNanos = clock.read().monotonicNanos();
        try {
            var opened = shipper;
            if (opened == null) {
                if (!ask.hasOpen()) {
                    throw Status.INVALID_ARGUMENT
                            .withDescription("ask: the first on a line must open it")
                            .asException();
                }
                shipper = opening.open(ask.getOpen());
            } else {
                opened.ask(LinkFormat.read(ask));
            }
            wake();
        } catch (StatusException e) {
            end(e.getStatus());
        } catch (MalformedMessageException e) {
            end(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e));
        }
    }

    @Override
    public void onError(Throwable error) {
        end(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private void run() {
        try {
            while (awaitWork()) {
                var word = next();
                if (word != null) {
                    say(word);
                    wake();
                }
            }
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (QueueException e) {
            end(Status.UNAVAILABLE.withDescription("the log here: " + e.getMessage()));
            finish();
        } catch (RuntimeException e) {
            end(Status.INTERNAL.withDescription("the line failed: " + e).withCause(e));
            finish();
        } finally {
            over.accept(this);
        }
    }

    /** Waits for something to do; false when the line has ended. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!awake && end == null) {
                var left =
                        limits.unheard().toNanos() - (clock.read().monotonicNanos() - askedNanos);
                if (left <= 0) {
                    end =
                            Status.DEADLINE_EXCEEDED.withDescription(
                                    "nothing was asked for " + limits.unheard().toMillis() + " ms");
                    break;
                }
                // The clock that is handed in may be another than the one that waits.
                changed.await(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
            awake = false;
            return end == null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Word next() {
        var opened = shipper;
        return opened == null || !words.isReady()
                ? null
                : opened.next(clock.read().monotonicNanos()).orElse(null);
    }

    private void say(Word word) {
        var wire = LinkFormat.write(word);
        words.setMessageCompression(wire.getSerializedSize() >= COMPRESSED_BYTES);
        words.onNext(wire);
    }

    private void finish() {
        Status status;
        lock.lock();
        try {
            status = end == null ? Status.OK : end;
            if (ended) {
                return;
            }
            ended = true;
        } finally {
            lock.unlock();
        }
        if (words.isCancelled()) {
            return;
        }
        if (status.isOk()) {
            words.onCompleted();
        } else {
            words.onError(status.asRuntimeException());
        }
    }
}
