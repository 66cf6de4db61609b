package dev.homeport.coordinator.adapter.grpc;

import com.google.protobuf.ByteString;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.ClaimReply;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantReply;
import dev.homeport.coordinator.voter.Answer;
import dev.homeport.coordinator.voter.CoordinatorVoter;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.coordinator.CoordinatorServiceGrpc;
import dev.homeport.wire.coordinator.CoordinatorV0;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The calls that a voter takes. Thread-safe. */
final class VoterEndpoint extends CoordinatorServiceGrpc.CoordinatorServiceImplBase {

    private static final Duration STEP = Duration.ofSeconds(3);
    private static final long RETRY_MILLIS = 500;

    private interface Work<R> {
        CompletionStage<Answer<R>> begin() throws StatusException;
    }

    private final CoordinatorVoter voter;
    private final IntFunction<Optional<NodeName>> nodes;

    /**
     * @param voter answers
     * @param nodes the node that carries a voter
     */
    VoterEndpoint(CoordinatorVoter voter, IntFunction<Optional<NodeName>> nodes) {
        this.voter = voter;
        this.nodes = nodes;
    }

    @Override
    public void grant(
            CoordinatorV0.GrantAsk ask, StreamObserver<CoordinatorV0.GrantAnswer> answers) {
        answer(
                answers,
                () -> {
                    var site = new SiteId(ask.getSite());
                    Permissions.mayAskFor(site);
                    return voter.grant(
                            site, new RequestId(ask.getRequestId()), ask.getCount(), STEP);
                },
                this::granted);
    }

    private CoordinatorV0.GrantAnswer granted(Answer<GrantReply> answer) {
        var wire = CoordinatorV0.GrantAnswer.newBuilder();
        switch (answer) {
            case Answer.Answered<GrantReply>(GrantReply.Granted(var range, var repeated)) ->
                    wire.setGranted(
                            CoordinatorV0.Granted.newBuilder()
                                    .setLo(range.lo())
                                    .setHi(range.hi())
                                    .setRepeated(repeated));
            case Answer.Answered<GrantReply>(GrantReply.Refused(var code, var detail)) ->
                    wire.setNotDone(notDone(code, detail, OptionalInt.empty()));
            case Answer.NotDone<GrantReply>(var code, var detail, var leader) ->
                    wire.setNotDone(notDone(code, detail, leader));
            case Answer.Unknown<GrantReply>(var reason) -> wire.setUnknown(unknown(reason));
        }
        return wire.build();
    }

    @Override
    public void reserve(
            CoordinatorV0.ReserveAsk ask, StreamObserver<CoordinatorV0.ClaimAnswer> answers) {
        claim(
                answers,
                ask.getOperation(),
                operation ->
                        new ClaimCommand.Reserve(
                                account(operation),
                                stamp(operation),
                                keys(operation.getKeysList()),
                                HexFormat.of().formatHex(ask.getRequest().toByteArray())));
    }

    @Override
    public void confirm(
            CoordinatorV0.ConfirmAsk ask, StreamObserver<CoordinatorV0.ClaimAnswer> answers) {
        claim(
                answers,
                ask.getOperation(),
                operation ->
                        new ClaimCommand.Confirm(
                                account(operation),
                                stamp(operation),
                                keys(operation.getKeysList())));
    }

    @Override
    public void release(
            CoordinatorV0.ReleaseAsk ask, StreamObserver<CoordinatorV0.ClaimAnswer> answers) {
        claim(
                answers,
                ask.getOperation(),
                operation ->
                        new ClaimCommand.Release(
                                account(operation),
                                stamp(operation),
                                keys(operation.getKeysList()),
                                ask.getQuarantineTicks()));
    }

    private void claim(
            StreamObserver<CoordinatorV0.ClaimAnswer> answers,
            CoordinatorV0.ClaimOperation operation,
            Function<CoordinatorV0.ClaimOperation, ClaimCommand> command) {
        answer(
                answers,
                () -> {
                    Permissions.mayAskFor(new SiteId(operation.getSite()));
                    return voter.claim(command.apply(operation), STEP);
                },
                this::claimed);
    }

    private static AccountId account(CoordinatorV0.ClaimOperation operation) {
        return new AccountId(operation.getAccount());
    }

    private static OperationStamp stamp(CoordinatorV0.ClaimOperation operation) {
        var stamp = operation.getStamp();
        return new OperationStamp(new Epoch(stamp.getEpoch()), stamp.getOffset(), stamp.getPart());
    }

    private static List<ClaimKey> keys(List<CoordinatorV0.ClaimKey> keys) {
        return keys.stream()
                .map(key -> new ClaimKey(key.getVersion(), bytes(key.getHash())))
                .toList();
    }

    private static byte[] bytes(ByteString hash) {
        return hash.toByteArray();
    }

    private CoordinatorV0.ClaimAnswer claimed(Answer<ClaimReply> answer) {
        var wire = CoordinatorV0.ClaimAnswer.newBuilder();
        switch (answer) {
            case Answer.Answered<ClaimReply>(ClaimReply.Done(var outcome, var repeated)) ->
                    wire.setDone(
                            CoordinatorV0.ClaimDone.newBuilder()
                                    .setOutcome(write(outcome))
                                    .setRepeated(repeated));
            case Answer.Answered<ClaimReply>(ClaimReply.Held(var holder)) ->
                    wire.setDone(
                            CoordinatorV0.ClaimDone.newBuilder()
                                    .setOutcome(CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_RESERVED)
                                    .setRepeated(true)
                                    .setHolder(holder.value()));
            case Answer.Answered<ClaimReply>(ClaimReply.Refused(var code, var detail)) ->
                    wire.setNotDone(notDone(code, detail, OptionalInt.empty()));
            case Answer.Answered<ClaimReply>(ClaimReply.Accepted()) ->
                    throw new IllegalStateException("an operation was answered as a tick is");
            case Answer.NotDone<ClaimReply>(var code, var detail, var leader) ->
                    wire.setNotDone(notDone(code, detail, leader));
            case Answer.Unknown<ClaimReply>(var reason) -> wire.setUnknown(unknown(reason));
        }
        return wire.build();
    }

    private static CoordinatorV0.ClaimOutcome write(ClaimOutcome outcome) {
        return switch (outcome) {
            case RESERVED -> CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_RESERVED;
            case CONFIRMED -> CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_CONFIRMED;
            case RELEASED -> CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_RELEASED;
            case TAKEN -> CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_TAKEN;
            case NOT_RESERVED -> CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_NOT_RESERVED;
        };
    }

    @Override
    public void resolve(
            CoordinatorV0.ResolveAsk ask, StreamObserver<CoordinatorV0.ResolveAnswer> answers) {
        answer(
                answers,
                () -> {
                    Permissions.mayResolve();
                    var keys = keys(ask.getKeysList());
                    if (keys.isEmpty()) {
                        throw new IllegalArgumentException("keys: there is none");
                    }
                    // While the secret is changed the key of the version in use comes first.
                    return voter.resolve(keys.getFirst(), STEP);
                },
                this::resolved);
    }

    private CoordinatorV0.ResolveAnswer resolved(Answer<Optional<AccountId>> answer) {
        var wire = CoordinatorV0.ResolveAnswer.newBuilder();
        switch (answer) {
            case Answer.Answered<Optional<AccountId>>(var owner) ->
                    wire.setResolved(
                            CoordinatorV0.Resolved.newBuilder()
                                    .setAccount(owner.map(AccountId::value).orElse(0L)));
            case Answer.NotDone<Optional<AccountId>>(var code, var detail, var leader) ->
                    wire.setNotDone(notDone(code, detail, leader));
            case Answer.Unknown<Optional<AccountId>>(var reason) ->
                    wire.setUnknown(unknown(reason));
        }
        return wire.build();
    }

    private CoordinatorV0.NotDone notDone(ErrorCode code, String detail, OptionalInt leader) {
        var name =
                leader.isPresent()
                        ? nodes.apply(leader.getAsInt()).map(NodeName::toString).orElse("")
                        : "";
        return CoordinatorV0.NotDone.newBuilder()
                .setCode(code.name())
                .setDetail(detail)
                .setLeader(name)
                .setRetryAfterMillis(mayBeAskedAgain(code) ? RETRY_MILLIS : 0)
                .build();
    }

    private static boolean mayBeAskedAgain(ErrorCode code) {
        return switch (code.kind()) {
            case LATER, ELSEWHERE -> true;
            case CALLER, OPERATOR -> false;
        };
    }

    private static CoordinatorV0.Unknown unknown(String reason) {
        return CoordinatorV0.Unknown.newBuilder()
                .setReason(reason)
                .setRetryAfterMillis(RETRY_MILLIS)
                .build();
    }

    private static <R, A> void answer(
            StreamObserver<A> answers, Work<R> work, Function<Answer<R>, A> write) {
        try {
            var _ =
                    work.begin()
                            .thenApply(write)
                            .whenComplete((answer, failure) -> {
                                if (failure == null) {
                                    answers.onNext(answer);
                                    answers.onCompleted();
                                } else {
                                    answers.onError(
                                            Status.INTERNAL
                                                    .withDescription("a defect: " + failure)
                                                    .withCause(failure)
                                                    .asException());
                                }
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
}
