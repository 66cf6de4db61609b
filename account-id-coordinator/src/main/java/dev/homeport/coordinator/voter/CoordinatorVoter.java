package dev.homeport.coordinator.voter;

import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimReply;
import dev.homeport.coordinator.claim.ClaimView;
import dev.homeport.coordinator.grant.GrantReply;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.coordinator.grant.WitnessedMark;
import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.coordinator.state.CoordinatorReply;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.BarrierResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One voter of the coordinator. The leading one answers; the others name it. A command is answered
 * after it is durable on a majority of the voters and applied here; a grant, besides, after a
 * majority of witnesses holds its mark. Every answer is linearizable by the order of the log.
 *
 * <p>Each step of a call may take the whole deadline. Thread-safe; stages are completed by threads
 * of the queue's, the applier's and the witnesses', and never exceptionally.
 */
public final class CoordinatorVoter {

    private final QuorumQueue queue;
    private final Applier applier;
    private final ClaimView claims;
    private final WitnessMarks marks;

    /**
     * @param queue the coordinator's log, judged by {@link CommandJudge}
     * @param applier applies this log
     * @param claims the claims that the applier writes
     * @param marks the witnesses' grant marks
     */
    public CoordinatorVoter(
            QuorumQueue queue, Applier applier, ClaimView claims, WitnessMarks marks) {
        this.queue = queue;
        this.applier = applier;
        this.claims = claims;
        this.marks = marks;
    }

    /**
     * Grants a range of sequence numbers to a site.
     *
     * @param site who asks
     * @param requestId the same in every retry, which gets the same range
     * @param count how many numbers
     * @param deadline how long each step may take
     */
    public CompletionStage<Answer<GrantReply>> grant(
            SiteId site, RequestId requestId, long count, Duration deadline) {
        return marks.read(deadline)
                .thenCompose(reported -> {
                    var mark = WitnessedMark.of(reported, marks.witnesses());
                    if (mark.isEmpty()) {
                        return done(noWitnesses(reported.size()));
                    }
                    var request = new GrantRequest(site, requestId, count, mark.getAsLong());
                    return submit(
                                    new CoordinatorCommand.Grant(request),
                                    requestId.value(),
                                    deadline)
                            .thenCompose(answer -> raise(answer, deadline));
                });
    }

    private CompletionStage<Answer<GrantReply>> raise(
            Answer<CoordinatorReply> answer, Duration deadline) {
        var grant =
                narrow(answer, reply -> reply instanceof CoordinatorReply.Grant(var r) ? r : null);
        if (!(grant instanceof Answer.Answered<GrantReply>(GrantReply.Granted granted))) {
            return done(grant);
        }
        return marks.raise(granted.range().hi(), deadline)
                .thenApply(raised -> {
                    var kept =
                            raised.values().stream()
                                    .filter(mark -> mark >= granted.range().hi())
                                    .count();
                    return 2 * kept > marks.witnesses()
                            ? grant
                            : new Answer.Unknown<>(
                                    "the mark of the grant is kept by "
                                            + kept
                                            + " of "
                                            + marks.witnesses()
                                            + " witnesses only");
                });
    }

    private Answer<GrantReply> noWitnesses(int answered) {
        return new Answer.NotDone<>(
                ErrorCode.UNAVAILABLE,
                "witnesses: "
                        + answered
                        + " of "
                        + marks.witnesses()
                        + " told their grant mark, which is no majority; ask again",
                OptionalInt.empty());
    }

    /**
     * Carries out a command on the claims.
     *
     * @param command the command
     * @param deadline how long each step may take
     */
    public CompletionStage<Answer<ClaimReply>> claim(ClaimCommand command, Duration deadline) {
        var id =
                command instanceof ClaimCommand.Operation operation
                        ? operation.account() + ":" + operation.stamp()
                        : command.getClass().getSimpleName();
        return submit(new CoordinatorCommand.Claim(command), id, deadline)
                .thenApply(answer ->
                        narrow(
                                answer,
                                reply ->
                                        reply instanceof CoordinatorReply.Claim(var r) ? r : null));
    }

    /**
     * The account that a name resolves to, as of now: everything acknowledged before the call is
     * seen.
     *
     * @param key the name
     * @param deadline how long each step may take
     */
    public CompletionStage<Answer<Optional<AccountId>>> resolve(ClaimKey key, Duration deadline) {
        return queue.readBarrier(deadline)
                .thenCompose(barrier ->
                        switch (barrier) {
                            case Setback setback -> done(failed(setback));
                            case BarrierResult.Passed(var position, _) ->
                                    applier.appliedTo(position, deadline)
                                            .thenApply(there -> resolved(key, there));
                        });
    }

    private Answer<Optional<AccountId>> resolved(ClaimKey key, boolean applied) {
        return applied
                ? new Answer.Answered<>(claims.resolve(key))
                : new Answer.NotDone<>(
                        ErrorCode.UNAVAILABLE,
                        "this voter has not applied its log in time; ask again",
                        OptionalInt.empty());
    }

    private CompletionStage<Answer<CoordinatorReply>> submit(
            CoordinatorCommand command, String id, Duration deadline) {
        var draft =
                new Draft(
                        CommandCodec.type(command),
                        CommandCodec.FORMAT_VERSION,
                        new EntryId(id),
                        CommandCodec.encode(command));
        return queue.append(draft, Admission.CONTROL, deadline)
                .thenCompose(result ->
                        switch (result) {
                            case Setback setback -> done(failed(setback));
                            case AppendResult.Unsupported(var type, var version) ->
                                    done(
                                            new Answer.NotDone<>(
                                                    ErrorCode.UNSUPPORTED,
                                                    "command: type "
                                                            + type
                                                            + " version "
                                                            + version
                                                            + " is unknown here",
                                                    OptionalInt.empty()));
                            case AppendResult.Appended appended -> replyTo(appended, deadline);
                        });
    }

    private CompletionStage<Answer<CoordinatorReply>> replyTo(
            AppendResult.Appended appended, Duration deadline) {
        if (appended.verdict() instanceof Verdict.Refused(var code, var detail)) {
            return done(new Answer.NotDone<>(code, detail, OptionalInt.empty()));
        }
        return applier.replyAt(appended.position(), deadline)
                .thenApply(reply ->
                        reply.<Answer<CoordinatorReply>>map(Answer.Answered::new)
                                .orElseGet(() ->
                                        new Answer.Unknown<>(
                                                "it is committed, but not applied"
                                                        + " here in time")));
    }

    private static <R> Answer<R> failed(Setback setback) {
        return switch (setback) {
            case Setback.NotLeader(var leader) ->
                    new Answer.NotDone<>(
                            ErrorCode.NOT_LEADER,
                            "this voter does not lead; ask the one that does",
                            leader);
            case Setback.Overloaded(var limit, _) ->
                    new Answer.NotDone<>(
                            ErrorCode.OVERLOADED, limit + "; ask again later", OptionalInt.empty());
            case Setback.Unknown(var reason) -> new Answer.Unknown<>(reason);
        };
    }

    private static <R> Answer<R> narrow(
            Answer<CoordinatorReply> answer, Function<CoordinatorReply, @Nullable R> part) {
        return switch (answer) {
            case Answer.Answered<CoordinatorReply>(var reply) -> {
                var wanted = part.apply(reply);
                if (wanted == null) {
                    throw new IllegalStateException("reply of another kind: " + reply);
                }
                yield new Answer.Answered<>(wanted);
            }
            case Answer.NotDone<CoordinatorReply>(var code, var detail, var leader) ->
                    new Answer.NotDone<>(code, detail, leader);
            case Answer.Unknown<CoordinatorReply>(var reason) -> new Answer.Unknown<>(reason);
        };
    }

    private static <R> CompletionStage<Answer<R>> done(Answer<R> answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
