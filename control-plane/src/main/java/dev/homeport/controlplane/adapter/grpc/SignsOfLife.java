package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Probe;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Asks whoever listens for a sign of life, by the usual health call: also a refusal shows that a
 * process lives there and answers. Thread-safe.
 */
final class SignsOfLife implements Probe {

    /** What is said for a process that does not answer. */
    private static final Set<Status.Code> SILENCE =
            EnumSet.of(
                    Status.Code.UNAVAILABLE,
                    Status.Code.DEADLINE_EXCEEDED,
                    Status.Code.CANCELLED,
                    Status.Code.INTERNAL,
                    Status.Code.UNKNOWN);

    private static final MethodDescriptor.Marshaller<byte[]> NOTHING =
            new MethodDescriptor.Marshaller<>() {
                @Override
                public InputStream stream(byte[] value) {
                    return new ByteArrayInputStream(value);
                }

                @Override
                public byte[] parse(InputStream stream) {
                    return new byte[0];
                }
            };

    private static final MethodDescriptor<byte[], byte[]> CHECK =
            MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("grpc.health.v1.Health/Check")
                    .setRequestMarshaller(NOTHING)
                    .setResponseMarshaller(NOTHING)
                    .build();

    private final ManagedChannel channel;

    SignsOfLife(ManagedChannel channel) {
        this.channel = channel;
    }

    @Override
    public CompletionStage<Boolean> ask(Duration atMost) {
        var done = new CompletableFuture<Boolean>();
        // A process that starts again is dialled at once, not after gRPC's own wait.
        channel.resetConnectBackoff();
        var call =
                channel.newCall(
                        CHECK,
                        CallOptions.DEFAULT.withDeadlineAfter(
                                atMost.toMillis(), TimeUnit.MILLISECONDS));
        ClientCalls.asyncUnaryCall(
                call,
                new byte[0],
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] value) {
                        done.complete(true);
                    }

                    @Override
                    public void onError(Throwable error) {
                        done.complete(!SILENCE.contains(Status.fromThrowable(error).getCode()));
                    }

                    @Override
                    public void onCompleted() {
                        done.complete(true);
                    }
                });
        return done;
    }
}
