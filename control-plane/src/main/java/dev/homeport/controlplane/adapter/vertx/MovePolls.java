package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks at one move, at once or when it looks other than before. Thread-safe. */
final class MovePolls {

    /** How many may wait at a time. */
    private static final int MOST_WAITING = 64;

    private static final long LONGEST_POLL_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_MILLIS = 100;
    private static final Duration ASK = Duration.ofSeconds(1);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final AtomicInteger waiting = new AtomicInteger();

    MovePolls(ControlReplica replica, SiteReports reports) {
        this.replica = replica;
        this.reports = reports;
    }

    /** Answers {@code GET /v1/moves/ID?after=STATE}: 204 when it still looks like that. */
    void look(RoutingContext context) {
        try {
            var id = new MoveId(context.pathParam("id"));
            var after = Optional.ofNullable(context.request().getParam("after"));
            if (after.isPresent()) {
                if (waiting.incrementAndGet() > MOST_WAITING) {
                    waiting.decrementAndGet();
                    Problems.send(
                            context,
                            ErrorCode.OVERLOADED,
                            "too many wait for moves; ask another replica, or without after");
                    return;
                }
                context.addEndHandler(_ -> waiting.decrementAndGet());
            }
            look(context, id, after, System.nanoTime());
        } catch (IllegalArgumentException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private void look(RoutingContext context, MoveId id, Optional<String> after, long beganNanos) {
        var state = replica.state();
        if (state.isEmpty()) {
            Replies.unavailable(context, replica);
            return;
        }
        var report =
                state.get().moves().find(id).isPresent()
                        ? reports.ask(ASK)
                        : CompletableFuture.completedStage(FleetReport.NOTHING);
        Replies.when(
                context,
                report,
                heard -> {
                    // Read again: it may have ended while sites were asked.
                    var move = replica.state().flatMap(now -> MoveJson.move(now, id, heard));
                    if (move.isEmpty() && !replica.isLeading()) {
                        // It may have begun a moment ago, where it was asked for.
                        Problems.notLeader(
                                context, new Answer.NotLeader(replica.status().leader()));
                    } else if (move.isEmpty()) {
                        Problems.send(
                                context,
                                ErrorCode.NOT_FOUND,
                                "move: "
                                        + id
                                        + " is neither open nor among those that ended last; look"
                                        + " at /v1/moves");
                    } else if (after.isEmpty() || isOther(move.get(), after.get())) {
                        Replies.send(context, 200, move.get());
                    } else if (context.response().closed()) {
                        return;
                    } else if (System.nanoTime() - beganNanos >= LONGEST_POLL_NANOS) {
                        context.response().setStatusCode(204).end();
                    } else {
                        context.vertx()
                                .setTimer(LOOK_MILLIS, _ -> look(context, id, after, beganNanos));
                    }
                });
    }

    /** Both the state that a move shows and its phase alone may be waited on. */
    private static boolean isOther(JsonObject move, String after) {
        return !after.equals(move.getString("state")) && !after.equals(move.getString("phase"));
    }
}
