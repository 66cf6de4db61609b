package dev.homeport.dcnode.logic.append;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.logic.append.LogReply.Declined;
import dev.homeport.dcnode.logic.append.LogReply.Repeated;
import dev.homeport.dcnode.logic.append.LogReply.Taken;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult.Appended;
import dev.homeport.quorumqueue.AppendResult.Unsupported;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Setback.NotLeader;
import dev.homeport.quorumqueue.Setback.Overloaded;
import dev.homeport.quorumqueue.Setback.Unknown;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The log of the site as the node that leads it acknowledges it. Thread-safe. */
public final class LeadingLog implements AcknowledgingLog {

    /** When to ask again where nothing better is known: a change of leader takes about as long. */
    private static final Duration RETRY = Duration.ofMillis(500);

    private static final ReadLimit ONE = new ReadLimit(1, 1);

    private final QuorumQueue queue;
    private final AcknowledgementGate gate;
    private final Executor readers;
    private final Supplier<Duration> leaseRetry;
    private final LeaseRules rules;

    /** Makes a log that waits for a lease as long as for anything else. */
    public LeadingLog(QuorumQueue queue, AcknowledgementGate gate, Executor readers) {
        this(queue, gate, readers, () -> RETRY, LeaseRules.ALL);
    }

    /**
     * Makes the log.
     *
     * @param queue this node's part of the log
     * @param gate the lease
     * @param readers runs reads that may block
     * @param leaseRetry when to ask again while there is no lease
     * @param rules which rules it keeps to; without the check after the commit, nor is the lease
     *     looked at before it, which would hide most of what the check is for
     */
    public LeadingLog(
            QuorumQueue queue,
            AcknowledgementGate gate,
            Executor readers,
            Supplier<Duration> leaseRetry,
            LeaseRules rules) {
        this.queue = queue;
        this.gate = gate;
        this.readers = readers;
        this.leaseRetry = leaseRetry;
        this.rules = rules;
    }

    @Override
    public CompletionStage<LogReply> append(
            Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
        // What counts is the lease after the verdict. This look spares the log what could not be
        // acknowledged, and tells the client that nothing was done.
        if (queue.leadership().leading() && !isCovered(shard, epoch, nextOffset())) {
            return done(
                    new Declined(
                            ErrorCode.NO_LEASE,
                            "no majority of witnesses stands behind this site's lease; nothing was"
                                    + " done, and reads go on",
                            leaseRetry.get()));
        }
        return appended(
                draft,
                Admission.ORDINARY,
                deadline,
                (address, verdict) -> judged(address, verdict, shard, epoch));
    }

    private long nextOffset() {
        var end = queue.streams().get(queue.ownStream());
        return end == null ? 1 : end.lastOffset() + 1;
    }

    /**
     * Appends an entry about the site itself, by the log's reserve if need be. No lease is asked.
     *
     * @param draft the entry
     * @param deadline how long to wait; after it the reply is declined with {@code UNKNOWN}
     * @return completes normally, by a thread that must not be blocked
     */
    public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
        return appended(
                draft,
                Admission.CONTROL,
                deadline,
                (address, verdict) ->
                        switch (verdict) {
                            case Verdict.Refused(var code, var detail) -> declined(code, detail);
                            case Verdict.Effective _ -> done(new Taken(address));
                            case Verdict.Duplicate(var first) -> repeated(first);
                        });
    }

    private CompletionStage<LogReply> appended(
            Draft draft,
            Admission admission,
            Duration deadline,
            BiFunction<EntryAddress, Verdict, CompletionStage<LogReply>> judged) {
        return queue.append(draft, admission, deadline)
                .thenCompose(result ->
                        switch (result) {
                            case Appended(var address, var _, var verdict) ->
                                    judged.apply(address, verdict);
                            case Unsupported(var type, var version) ->
                                    declined(
                                            ErrorCode.UNSUPPORTED,
                                            "entry type "
                                                    + type
                                                    + " in format version "
                                                    + version
                                                    + " is not known to this node");
                            case NotLeader(var _) ->
                                    declined(
                                            ErrorCode.NOT_LEADER,
                                            "this node does not lead the site's log");
                            case Overloaded(var limit, var retryAfter) ->
                                    done(new Declined(ErrorCode.OVERLOADED, limit, retryAfter));
                            case Unknown(var reason) -> declined(ErrorCode.UNKNOWN, reason);
                        });
    }

    private CompletionStage<LogReply> judged(
            EntryAddress address, Verdict verdict, ShardId shard, Epoch epoch) {
        return switch (verdict) {
            case Verdict.Refused(var code, var detail) -> declined(code, detail);
            case Verdict.Effective _ ->
                    isCovered(shard, epoch, address.offset())
                            ? done(new Taken(address))
                            : noLease();
            // The first may have been committed without ever being acknowledged: the lease covers
            // the repeat, which stands behind it.
            case Verdict.Duplicate(var first) ->
                    isCovered(shard, epoch, address.offset()) ? repeated(first) : noLease();
        };
    }

    private boolean isCovered(ShardId shard, Epoch epoch, long offset) {
        return !rules.hold(LeaseRule.CHECK_AFTER_COMMIT)
                || gate.mayAcknowledge(shard, epoch, offset);
    }

    private CompletionStage<LogReply> noLease() {
        return done(
                new Declined(
                        ErrorCode.UNKNOWN,
                        "no lease of a majority of witnesses covers the entry now; it may take"
                                + " effect all the same",
                        leaseRetry.get()));
    }

    private CompletionStage<LogReply> repeated(EntryAddress first) {
        return CompletableFuture.supplyAsync(() -> new Repeated(first, read(first)), readers);
    }

    private Optional<Draft> read(EntryAddress address) {
        try {
            return queue.readStream(address.stream(), address.offset(), ONE).entries().stream()
                    .findFirst()
                    .map(judged -> judged.entry().draft());
        } catch (QueueException e) {
            // Trimmed since, or the node is stopping: the repeat is a repeat all the same.
            return Optional.empty();
        }
    }

    private static CompletionStage<LogReply> declined(ErrorCode code, String detail) {
        return done(new Declined(code, detail, RETRY));
    }

    private static CompletionStage<LogReply> done(LogReply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
