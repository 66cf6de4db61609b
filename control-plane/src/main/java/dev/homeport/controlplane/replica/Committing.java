package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.RecordFormat;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Decides and records: on the state that stands, and again on the next one if another decision came
 * in between. Used by one thread.
 */
final class Committing {

    private static final Duration APPEND = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 3;

    private final QuorumQueue queue;
    private final ControlJudge judge;
    private final RecordFormat format;
    private final IntFunction<Optional<NodeName>> nodeOf;
    private final InstantSource wallClock;
    private final Consumer<String> log;

    /**
     * Makes the part.
     *
     * @param queue the control plane's log
     * @param judge the judge of that log
     * @param format writes decisions
     * @param nodeOf the node of each replica by its number in the log's group
     * @param wallClock says when something was decided
     * @param log takes a line for the operator
     */
    Committing(
            QuorumQueue queue,
            ControlJudge judge,
            RecordFormat format,
            IntFunction<Optional<NodeName>> nodeOf,
            InstantSource wallClock,
            Consumer<String> log) {
        this.queue = queue;
        this.judge = judge;
        this.format = format;
        this.nodeOf = nodeOf;
        this.wallClock = wallClock;
        this.log = log;
    }

    /** Decides on a wish and records what comes of it, within some seconds for each try. */
    Answer commit(EntryId id, String by, Function<ControlState, Ruling> decider) {
        for (var tries = 1; ; tries++) {
            var state = judge.state();
            switch (decider.apply(state)) {
                case Ruling.Standing() -> {
                    return new Answer.Standing(state);
                }
                case Ruling.Refused(var code, var why) -> {
                    return new Answer.Refused(code, why);
                }
                case Ruling.Granted(var records, var reason) -> {
                    var decision =
                            new Decision(
                                    state.decisions(), by, wallClock.millis(), reason, records);
                    var answer = append(id, decision);
                    // Only what was decided on another state is worth deciding again.
                    if (!(answer instanceof Answer.Refused(var code, _))
                            || code != ErrorCode.CONFLICT
                            || judge.state().decisions() == state.decisions()
                            || tries == MOST_TRIES) {
                        return answer;
                    }
                }
            }
        }
    }

    private Answer append(EntryId id, Decision decision) {
        var result =
                queue.append(format.encode(id, decision), Admission.CONTROL, APPEND)
                        .toCompletableFuture()
                        .join();
        return switch (result) {
            case AppendResult.Appended(_, var position, var verdict) ->
                    judged(decision, position, verdict);
            case AppendResult.Unsupported(var type, var version) ->
                    new Answer.Refused(
                            ErrorCode.UNSUPPORTED,
                            "entries of type " + type + " version " + version + " are not known");
            case Setback.NotLeader(var leader) -> new Answer.NotLeader(named(leader));
            case Setback.Overloaded(var limit, _) ->
                    new Answer.Refused(ErrorCode.OVERLOADED, "the log is full: " + limit);
            case Setback.Unknown(var why) -> new Answer.Unknown("the log did not answer: " + why);
        };
    }

    private Answer judged(Decision decision, long position, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Effective() -> {
                log.accept(
                        "recorded at position "
                                + position
                                + ": "
                                + decision.reason()
                                + " (table "
                                + judge.state().tableVersion()
                                + ")");
                yield new Answer.Recorded(judge.state());
            }
            case Verdict.Duplicate(_) -> new Answer.Standing(judge.state());
            case Verdict.Refused(var code, var why) -> new Answer.Refused(code, why);
        };
    }

    private Optional<NodeName> named(OptionalInt leader) {
        return leader.isPresent() ? nodeOf.apply(leader.getAsInt()) : Optional.empty();
    }
}
