package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.forward.adapter.protobuf.ForwardFormat;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.wire.node.LeaderServiceGrpc;
import dev.homeport.wire.node.LeaderServiceGrpc.LeaderServiceStub;
import dev.homeport.wire.node.NodeV0;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The leader's work asked of another node. Thread-safe. */
final class OtherNode implements LeaderWork {

    private static final Duration RETRY = Duration.ofMillis(200);

    private final ManagedChannel channel;

    OtherNode(ManagedChannel channel) {
        this.channel = channel;
    }

    @Override
    public CompletionStage<LogReply> append(
            Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
        var ask =
                NodeV0.ShardAppend.newBuilder()
                        .setDraft(ForwardFormat.write(draft))
                        .setShard(shard.value())
                        .setEpoch(epoch.value())
                        .build();
        return call(
                deadline,
                (stub, answers) -> stub.append(ask, answers),
                (NodeV0.AppendReply wire) -> ForwardFormat.read(wire),
                OtherNode::declined);
    }

    @Override
    public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
        return call(
                deadline,
                (stub, answers) -> stub.appendControl(ForwardFormat.write(draft), answers),
                (NodeV0.AppendReply wire) -> ForwardFormat.read(wire),
                OtherNode::declined);
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        return call(
                deadline,
                (stub, answers) -> stub.mirror(ForwardFormat.write(batch), answers),
                (NodeV0.MirrorReply wire) -> ForwardFormat.read(wire),
                setback -> setback);
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        var move = NodeV0.CursorMove.newBuilder().setName(name).setPosition(position).build();
        return call(
                deadline,
                (stub, answers) -> stub.advanceCursor(move, answers),
                (NodeV0.CursorReply wire) -> ForwardFormat.read(name, wire),
                setback -> setback);
    }

    private static LogReply declined(Setback setback) {
        return switch (setback) {
            case Setback.NotLeader _ ->
                    new LogReply.Declined(
                            ErrorCode.NOT_LEADER, "the leader cannot be reached", RETRY);
            case Setback.Overloaded(var limit, var retryAfter) ->
                    new LogReply.Declined(ErrorCode.OVERLOADED, limit, retryAfter);
            case Setback.Unknown(var reason) ->
                    new LogReply.Declined(ErrorCode.UNKNOWN, reason, RETRY);
        };
    }

    private <A, R> CompletionStage<R> call(
            Duration deadline,
            BiConsumer<LeaderServiceStub, StreamObserver<A>> call,
            Function<A, R> read,
            Function<Setback, R> failed) {
        if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            // A node that was restarted is dialled again at once, not after gRPC's long wait.
            channel.resetConnectBackoff();
        }
        var result = new CompletableFuture<R>();
        call.accept(
                LeaderServiceGrpc.newStub(channel)
                        .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS),
                new StreamObserver<>() {
                    private @Nullable A answer;

                    @Override
                    public void onNext(A wire) {
                        answer = wire;
                    }

                    @Override
                    public void onError(Throwable error) {
                        result.complete(failed.apply(setback(Status.fromThrowable(error))));
                    }

                    @Override
                    public void onCompleted() {
                        try {
                            result.complete(
                                    answer == null
                                            ? failed.apply(new Setback.Unknown("no answer"))
                                            : read.apply(answer));
                        } catch (IllegalArgumentException e) {
                            result.complete(failed.apply(new Setback.Unknown("" + e.getMessage())));
                        }
                    }
                });
        return result;
    }

    private static Setback setback(Status status) {
        return switch (status.getCode()) {
            // The call was refused, or never left: nothing was done.
            case PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED, INVALID_ARGUMENT ->
                    new Setback.NotLeader(OptionalInt.empty());
            case RESOURCE_EXHAUSTED ->
                    new Setback.Overloaded("the leader takes no more calls", RETRY);
            default -> new Setback.Unknown("the leader's node: " + status);
        };
    }
}
