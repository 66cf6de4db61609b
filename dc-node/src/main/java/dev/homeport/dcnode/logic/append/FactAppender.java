package dev.homeport.dcnode.logic.append;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.logic.append.AppendOutcome.Acknowledged;
import dev.homeport.dcnode.logic.append.AppendOutcome.Refused;
import dev.homeport.dcnode.logic.append.Home.Elsewhere;
import dev.homeport.dcnode.logic.append.Home.Here;
import dev.homeport.dcnode.logic.append.Home.NotOpen;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes facts into the site's log at the shard's open epoch, or says which site does. Thread-safe.
 */
public final class FactAppender {

    /** A planned move opens within some tenths of a second. */
    private static final Duration OPENING_RETRY = Duration.ofMillis(100);

    private final Homes homes;
    private final AcknowledgingLog log;
    private final EntryFormat format;
    private final InstantSource wallClock;
    private final Duration deadline;

    /**
     * Makes an appender.
     *
     * @param homes where the homes are
     * @param log the site's log
     * @param format how entries become bytes
     * @param wallClock what the entries state as the time when they were accepted
     * @param deadline how long one append may take
     */
    public FactAppender(
            Homes homes,
            AcknowledgingLog log,
            EntryFormat format,
            InstantSource wallClock,
            Duration deadline) {
        this.homes = homes;
        this.log = log;
        this.format = format;
        this.wallClock = wallClock;
        this.deadline = deadline;
    }

    /**
     * Appends a fact.
     *
     * @param id derived from the request
     * @param cause the entry that made the home say this, if one did
     * @param fact what it says
     */
    public CompletionStage<AppendOutcome> append(
            DerivedId id, Optional<EntryAddress> cause, Fact fact) {
        return append(id, cause, wallClock.millis(), fact);
    }

    /**
     * Adopts an entry that an earlier home of its shard had acknowledged: under its id, so that it
     * has effect once whoever states it again, and with its time.
     *
     * @param found where it stands
     * @param orphan what it says
     * @param adoption the adoption of it
     */
    public CompletionStage<AppendOutcome> adopt(
            EntryAddress found, ShardEntry orphan, Fact.Adopted adoption) {
        return append(orphan.id(), Optional.of(found), orphan.acceptedAtMillis(), adoption);
    }

    private CompletionStage<AppendOutcome> append(
            DerivedId id, Optional<EntryAddress> cause, long acceptedAtMillis, Fact fact) {
        return switch (homes.homeOf(fact.subject().shard())) {
            case Elsewhere elsewhere -> refused(Refusal.moved(elsewhere));
            case NotOpen(var reason) ->
                    refused(Refusal.later(ErrorCode.UNAVAILABLE, reason, OPENING_RETRY));
            case Here(var epoch) ->
                    append(
                            new ShardEntry(
                                    fact.subject().shard(),
                                    epoch,
                                    id,
                                    cause,
                                    acceptedAtMillis,
                                    fact));
        };
    }

    private CompletionStage<AppendOutcome> append(ShardEntry entry) {
        var shard = entry.shard();
        var epoch = entry.epoch();
        return log.append(format.encode(entry), shard, epoch, deadline)
                .thenApply(reply ->
                        switch (reply) {
                            case LogReply.Taken(var address) -> new Acknowledged(address);
                            case LogReply.Repeated(var first, var kept) ->
                                    new AppendOutcome.Repeated(first, kept.flatMap(this::fact));
                            case LogReply.Declined declined ->
                                    new Refused(refusal(declined, entry.fact()));
                        });
    }

    private Refusal refusal(LogReply.Declined declined, Fact fact) {
        if (declined.code() != ErrorCode.MOVED) {
            return Refusal.later(declined.code(), declined.detail(), declined.retryAfter());
        }
        // The home changed between the look at the table and the verdict.
        return switch (homes.homeOf(fact.subject().shard())) {
            case Elsewhere elsewhere -> Refusal.moved(elsewhere);
            case Here _, NotOpen _ ->
                    Refusal.later(ErrorCode.UNAVAILABLE, declined.detail(), OPENING_RETRY);
        };
    }

    private Optional<Fact> fact(Draft draft) {
        try {
            return format.decode(draft) instanceof ShardEntry entry
                    ? Optional.of(entry.fact().stated())
                    : Optional.empty();
        } catch (UnreadableEntryException e) {
            throw new IllegalStateException("the judge has read this entry before", e);
        }
    }

    private static CompletionStage<AppendOutcome> refused(Refusal refusal) {
        return CompletableFuture.completedFuture(new Refused(refusal));
    }
}
