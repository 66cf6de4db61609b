package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.forward.adapter.protobuf.ForwardFormat;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.node.LeaderServiceGrpc;
import dev.homeport.wire.node.NodeV0;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Takes what other nodes of this site forward; a node that does not lead says so. Thread-safe. */
public final class LeaderEndpoint extends LeaderServiceGrpc.LeaderServiceImplBase {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final SiteId site;
    private final LeaderWork work;

    private interface Call<R> {
        CompletionStage<R> begin(Duration deadline);
    }

    /**
     * Makes the endpoint.
     *
     * @param site this node's site, whose nodes alone may ask
     * @param work done by this node itself
     */
    public LeaderEndpoint(SiteId site, LeaderWork work) {
        this.site = site;
        this.work = work;
    }

    @Override
    public void append(NodeV0.ShardAppend wire, StreamObserver<NodeV0.AppendReply> answers) {
        answer(
                answers,
                deadline ->
                        work.append(
                                ForwardFormat.read(wire.getDraft()),
                                new ShardId(wire.getShard()),
                                new Epoch(wire.getEpoch()),
                                deadline),
                ForwardFormat::write);
    }

    @Override
    public void appendControl(NodeV0.Draft wire, StreamObserver<NodeV0.AppendReply> answers) {
        answer(
                answers,
                deadline -> work.appendControl(ForwardFormat.read(wire), deadline),
                ForwardFormat::write);
    }

    @Override
    public void mirror(NodeV0.MirrorBatch wire, StreamObserver<NodeV0.MirrorReply> answers) {
        answer(
                answers,
                deadline -> work.mirror(ForwardFormat.read(wire), deadline),
                ForwardFormat::write);
    }

    @Override
    public void advanceCursor(NodeV0.CursorMove wire, StreamObserver<NodeV0.CursorReply> answers) {
        answer(
                answers,
                deadline -> work.advanceCursor(wire.getName(), wire.getPosition(), deadline),
                ForwardFormat::write);
    }

    private <R, A> void answer(StreamObserver<A> answers, Call<R> call, Function<R, A> write) {
        try {
            mayForward();
            call.begin(deadline())
                    .whenComplete((result, failure) -> {
                        if (failure != null) {
                            answers.onError(
                                    Status.INTERNAL
                                            .withDescription("" + failure)
                                            .withCause(failure)
                                            .asException());
                            return;
                        }
                        answers.onNext(write.apply(result));
                        answers.onCompleted();
                    });
        } catch (StatusException e) {
            answers.onError(e);
        } catch (IllegalArgumentException e) {
            answers.onError(
                    Status.INVALID_ARGUMENT
                            .withDescription(e.getMessage())
                            .withCause(e)
                            .asException());
        }
    }

    /** What only the leader of a site's log can do is asked by nodes of the same site alone. */
    private void mayForward() throws StatusException {
        var caller = Callers.caller();
        if (!Callers.holdsReplica(caller) || !caller.site().equals(Optional.of(site))) {
            throw Callers.denied(
                    caller, "is no node of " + site + " that holds a replica of its log");
        }
    }

    /** What is left of the caller's deadline, bounded here too. */
    private static Duration deadline() {
        var callers = Context.current().getDeadline();
        if (callers == null) {
            return LONGEST;
        }
        var left = Duration.ofNanos(Math.max(1, callers.timeRemaining(TimeUnit.NANOSECONDS)));
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
