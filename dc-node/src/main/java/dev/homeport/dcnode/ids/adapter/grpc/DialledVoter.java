package dev.homeport.dcnode.ids.adapter.grpc;

import com.google.protobuf.ByteString;
import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.dcnode.ids.Voter;
import dev.homeport.dcnode.ids.VoterAnswer;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.coordinator.CoordinatorServiceGrpc;
import dev.homeport.wire.coordinator.CoordinatorV0;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One voter over gRPC. Thread-safe. */
final class DialledVoter implements Voter {

    private final NodeName name;
    private final SiteId self;
    private final ManagedChannel channel;

    DialledVoter(NodeName name, SiteId self, ManagedChannel channel) {
        this.name = name;
        this.self = self;
        this.channel = channel;
    }

    @Override
    public NodeName name() {
        return name;
    }

    @Override
    public CompletionStage<VoterAnswer<IdRange>> grant(
            AllocationSnapshot.Demand demand, Duration deadline) {
        var call = new Call<>(DialledVoter::granted);
        stub(deadline)
                .grant(
                        CoordinatorV0.GrantAsk.newBuilder()
                                .setSite(self.name())
                                .setRequestId(demand.requestId().value())
                                .setCount(demand.count())
                                .build(),
                        call);
        return call.answer;
    }

    @Override
    public CompletionStage<VoterAnswer<Claimed>> claim(
            ClaimCommand.Operation operation, Duration deadline) {
        var call = new Call<>(DialledVoter::claimed);
        var stub = stub(deadline);
        switch (operation) {
            case ClaimCommand.Reserve reserve ->
                    stub.reserve(
                            CoordinatorV0.ReserveAsk.newBuilder()
                                    .setOperation(wire(reserve))
                                    .setRequest(
                                            ByteString.copyFrom(
                                                    HexFormat.of().parseHex(reserve.request())))
                                    .build(),
                            call);
            case ClaimCommand.Confirm confirm ->
                    stub.confirm(
                            CoordinatorV0.ConfirmAsk.newBuilder()
                                    .setOperation(wire(confirm))
                                    .build(),
                            call);
            case ClaimCommand.Release release ->
                    stub.release(
                            CoordinatorV0.ReleaseAsk.newBuilder()
                                    .setOperation(wire(release))
                                    .setQuarantineTicks(release.quarantineTicks())
                                    .build(),
                            call);
        }
        return call.answer;
    }

    private CoordinatorServiceGrpc.CoordinatorServiceStub stub(Duration deadline) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // The caller waits between its tries: gRPC's own, much longer wait would come on top.
            channel.resetConnectBackoff();
        }
        return CoordinatorServiceGrpc.newStub(channel)
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private CoordinatorV0.ClaimOperation wire(ClaimCommand.Operation operation) {
        var stamp = operation.stamp();
        var wire =
                CoordinatorV0.ClaimOperation.newBuilder()
                        .setSite(self.name())
                        .setAccount(operation.account().value())
                        .setStamp(
                                CoordinatorV0.OperationStamp.newBuilder()
                                        .setEpoch(stamp.epoch().value())
                                        .setOffset(stamp.offset())
                                        .setPart(stamp.part()));
        for (var key : operation.keys()) {
            wire.addKeys(
                    CoordinatorV0.ClaimKey.newBuilder()
                            .setVersion(key.version())
                            .setHash(ByteString.copyFrom(key.hash())));
        }
        return wire.build();
    }

    private static VoterAnswer<IdRange> granted(CoordinatorV0.GrantAnswer answer) {
        return switch (answer.getOutcomeCase()) {
            case GRANTED ->
                    new VoterAnswer.Answered<>(
                            new IdRange(answer.getGranted().getLo(), answer.getGranted().getHi()));
            case NOT_DONE -> notDone(answer.getNotDone());
            case UNKNOWN -> new VoterAnswer.Unknown<>(answer.getUnknown().getReason());
            case OUTCOME_NOT_SET -> new VoterAnswer.Unknown<>("the voter answers nothing");
        };
    }

    private static VoterAnswer<Claimed> claimed(CoordinatorV0.ClaimAnswer answer) {
        return switch (answer.getOutcomeCase()) {
            case DONE -> {
                var holder = answer.getDone().getHolder();
                yield new VoterAnswer.Answered<>(
                        new Claimed(
                                outcome(answer.getDone().getOutcome()),
                                holder == 0
                                        ? Optional.empty()
                                        : Optional.of(new AccountId(holder))));
            }
            case NOT_DONE -> notDone(answer.getNotDone());
            case UNKNOWN -> new VoterAnswer.Unknown<>(answer.getUnknown().getReason());
            case OUTCOME_NOT_SET -> new VoterAnswer.Unknown<>("the voter answers nothing");
        };
    }

    private static ClaimOutcome outcome(CoordinatorV0.ClaimOutcome outcome) {
        return switch (outcome) {
            case CLAIM_OUTCOME_RESERVED -> ClaimOutcome.RESERVED;
            case CLAIM_OUTCOME_CONFIRMED -> ClaimOutcome.CONFIRMED;
            case CLAIM_OUTCOME_RELEASED -> ClaimOutcome.RELEASED;
            case CLAIM_OUTCOME_TAKEN -> ClaimOutcome.TAKEN;
            case CLAIM_OUTCOME_NOT_RESERVED -> ClaimOutcome.NOT_RESERVED;
            case CLAIM_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("outcome: " + outcome + " is unknown here");
        };
    }

    private static <R> VoterAnswer<R> notDone(CoordinatorV0.NotDone wire) {
        return new VoterAnswer.NotDone<>(
                ErrorCode.valueOf(wire.getCode()),
                wire.getDetail(),
                wire.getLeader().isEmpty()
                        ? Optional.empty()
                        : Optional.of(NodeName.parse(wire.getLeader())),
                Duration.ofMillis(wire.getRetryAfterMillis()));
    }

    /** One call. An answer that cannot be read is as good as none. */
    private final class Call<A, R> implements StreamObserver<A> {

        private final Function<A, VoterAnswer<R>> read;
        private final CompletableFuture<VoterAnswer<R>> answer = new CompletableFuture<>();

        Call(Function<A, VoterAnswer<R>> read) {
            this.read = read;
        }

        @Override
        public void onNext(A message) {
            try {
                answer.complete(read.apply(message));
            } catch (IllegalArgumentException e) {
                answer.complete(
                        new VoterAnswer.Unknown<>(
                                "voter " + name + " answers what cannot be read: " + e));
            }
        }

        @Override
        public void onError(Throwable error) {
            answer.complete(failed(Status.fromThrowable(error)));
        }

        private VoterAnswer<R> failed(Status status) {
            var cause = status.getCause();
            var detail =
                    "voter "
                            + name
                            + ": "
                            + status.getCode()
                            + (status.getDescription() == null
                                    ? ""
                                    : ": " + status.getDescription())
                            + (cause == null ? "" : " (" + cause.getMessage() + ")");
            return switch (status.getCode()) {
                case INVALID_ARGUMENT -> refused(ErrorCode.INVALID, detail);
                case PERMISSION_DENIED, UNAUTHENTICATED -> refused(ErrorCode.FORBIDDEN, detail);
                default -> new VoterAnswer.Unknown<>(detail);
            };
        }

        private VoterAnswer<R> refused(ErrorCode code, String detail) {
            return new VoterAnswer.NotDone<>(code, detail, Optional.empty(), Duration.ZERO);
        }

        @Override
        public void onCompleted() {
            answer.complete(new VoterAnswer.Unknown<>("voter " + name + " answers nothing"));
        }
    }
}
