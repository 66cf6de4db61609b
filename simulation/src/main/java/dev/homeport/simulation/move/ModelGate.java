package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.append.AcknowledgingLog;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.dcnode.logic.append.LogReply.Declined;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A site's log as its leader acknowledges it: the lease is asked after the verdict. */
final class ModelGate implements AcknowledgingLog {

    private static final Duration RETRY = Duration.ofMillis(500);

    private final MoveFleet fleet;
    private final ModelSite site;
    private final MemoryFormat format;

    /** Makes the gate of one boot, whose entries its format knows. */
    ModelGate(MoveFleet fleet, ModelSite site, MemoryFormat format) {
        this.fleet = fleet;
        this.site = site;
        this.format = format;
    }

    @Override
    public CompletionStage<LogReply> append(
            Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
        var entry = (ShardEntry) format.decode(draft);
        if (!site.isLeading()) {
            return declined(ErrorCode.UNAVAILABLE, "the log has no leader");
        }
        if (!site.mayAcknowledge(shard, epoch, site.log().end(site.stream()) + 1)) {
            return declined(ErrorCode.NO_LEASE, "no lease");
        }
        var reply = new CompletableFuture<LogReply>();
        var boot = site.machine().boot();
        site.commits()
                .propose(() -> {
                    var stored = site.commit(site.stream(), entry);
                    fleet.world()
                            .after(
                                    fleet.world().between(0, 6),
                                    () ->
                                            site.whileBoot(
                                                    boot,
                                                    () -> reply.complete(judged(stored, entry))));
                });
        return reply;
    }

    private LogReply judged(Stored stored, ShardEntry entry) {
        var offset = stored.address().offset();
        return switch (stored.verdict()) {
            case Verdict.Refused(var code, var detail) -> new Declined(code, detail, RETRY);
            case Verdict.Effective _ -> {
                if (!site.mayAcknowledge(entry.shard(), entry.epoch(), offset)) {
                    yield uncovered();
                }
                fleet.invariants().acknowledged(site, stored.address(), entry);
                yield new LogReply.Taken(stored.address());
            }
            case Verdict.Duplicate(var first) -> {
                if (!site.mayAcknowledge(entry.shard(), entry.epoch(), offset)) {
                    yield uncovered();
                }
                fleet.invariants().acknowledgedAgain(site, first, entry);
                yield new LogReply.Repeated(first, Optional.empty());
            }
        };
    }

    private Declined uncovered() {
        fleet.coverage().withheld();
        return new Declined(ErrorCode.UNKNOWN, "no lease covers it", RETRY);
    }

    private static CompletionStage<LogReply> declined(ErrorCode code, String why) {
        return CompletableFuture.completedFuture(new Declined(code, why, RETRY));
    }
}
