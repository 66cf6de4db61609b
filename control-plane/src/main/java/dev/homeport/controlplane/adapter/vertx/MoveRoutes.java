package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.decision.MovePlanner;
import dev.homeport.controlplane.decision.MoveWish;
import dev.homeport.controlplane.decision.Planned;
import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.Quoted;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Moves over HTTPS: {@code GET /v1/moves} and {@code /v1/moves/ID?after=STATE}, which waits some
 * seconds until the move looks other than that; for operators {@code POST /v1/moves} and {@code
 * /v1/moves/ID/abort}. What is asked for again under the same request id is done once. Thread-safe.
 */
final class MoveRoutes {

    private static final Duration ASK = Duration.ofSeconds(1);

    /** Longer than to look: who does not answer may keep a move from beginning. */
    private static final Duration ASK_FOR_PLAN = Duration.ofSeconds(2);

    private static final Duration DECIDE = Duration.ofMillis(2_500);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final InstantSource wallClock;
    private final MovePolls polls;

    /**
     * Makes the paths.
     *
     * @param replica decides, if it leads
     * @param reports asks sites
     * @param wallClock says when a move began
     */
    MoveRoutes(ControlReplica replica, SiteReports reports, InstantSource wallClock) {
        this.replica = replica;
        this.reports = reports;
        this.wallClock = wallClock;
        this.polls = new MovePolls(replica, reports);
    }

    void mount(Router router) {
        router.get("/v1/moves").handler(this::list);
        router.get("/v1/moves/:id").handler(polls::look);
        Operators.post(router, "/v1/moves", this::begin);
        Operators.post(router, "/v1/moves/:id/abort", this::abort);
    }

    private void list(RoutingContext context) {
        var state = replica.state();
        if (state.isEmpty()) {
            Replies.unavailable(context, replica);
            return;
        }
        var report =
                state.get().moves().open().isEmpty()
                        ? CompletableFuture.completedStage(FleetReport.NOTHING)
                        : reports.ask(ASK);
        Replies.when(
                context,
                report,
                heard -> Replies.send(context, 200, MoveJson.moves(state.get(), heard)));
    }

    private void begin(RoutingContext context) {
        try {
            var body =
                    WishBody.read(
                            context.body().buffer(),
                            Set.of(
                                    "requestId",
                                    "kind",
                                    "site",
                                    "to",
                                    "expectedVersion",
                                    "reason",
                                    "dryRun"));
            var id = MoveId.ofRequest(body.requestId());
            var wish =
                    new MoveWish(
                            kind(body),
                            body.site("site"),
                            body.optionalSite("to"),
                            body.number("expectedVersion"),
                            Operators.name(context),
                            body.text("reason", Move.LONGEST_REASON));
            begin(context, id, wish, body.flag("dryRun"));
        } catch (WishBody.RefusedException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private static MoveKind kind(WishBody body) throws WishBody.RefusedException {
        var word = body.text("kind", Short.MAX_VALUE);
        return Arrays.stream(MoveKind.values())
                .filter(kind -> kind != MoveKind.TAKEOVER && kind.label().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new WishBody.RefusedException(
                                "kind: "
                                        + Quoted.of(word)
                                        + " is not known; use evacuation or fail-back"));
    }

    /** What was planned when the wish's turn came last: written by the thread that decides. */
    private static final class Seen {
        private volatile Planned planned = new Planned.Already("it was asked for before");
    }

    /** What was planned, with the answer to it. */
    private record Outcome(Planned planned, FleetReport report, Answer answer) {}

    private void begin(RoutingContext context, MoveId id, MoveWish wish, boolean dryRun) {
        if (!replica.isLeading()) {
            // Nobody's nodes are asked for nothing.
            Problems.notLeader(context, new Answer.NotLeader(replica.status().leader()));
            return;
        }
        var seen = new Seen();
        var outcome =
                reports.ask(ASK_FOR_PLAN)
                        .thenCompose(report ->
                                replica.submit(
                                                new EntryId("move-" + id),
                                                wish.by(),
                                                question(id, wish, report, dryRun),
                                                state ->
                                                        seen.planned =
                                                                MovePlanner.plan(
                                                                        state, wish, report),
                                                DECIDE)
                                        .thenApply(answer ->
                                                new Outcome(seen.planned, report, answer)));
        Replies.when(context, outcome, done -> answer(context, id, dryRun, done));
    }

    /** A dry run records nothing, but goes the same way, so that it sees what a run would see. */
    private Question question(MoveId id, MoveWish wish, FleetReport report, boolean dryRun) {
        return dryRun
                ? new Question.PlanMove(wish, report)
                : new Question.BeginMove(wish, id, report, wallClock.millis());
    }

    private static void answer(RoutingContext context, MoveId id, boolean dryRun, Outcome outcome) {
        switch (outcome.answer()) {
            case Answer.Recorded(var after) -> {
                var document = new JsonObject();
                if (outcome.planned() instanceof Planned.Possible(var plan)) {
                    document.put("plan", MoveJson.plan(plan));
                }
                MoveJson.move(after, id, outcome.report())
                        .ifPresent(move -> document.put("move", move));
                Replies.send(context, 201, document);
            }
            case Answer.Standing(var state) -> {
                if (dryRun && outcome.planned() instanceof Planned.Possible(var plan)) {
                    Replies.send(context, 200, new JsonObject().put("plan", MoveJson.plan(plan)));
                    return;
                }
                var document = already(state, id, outcome.report());
                if (outcome.planned() instanceof Planned.Already(var why)) {
                    document.put("detail", why);
                }
                Replies.send(context, 200, document);
            }
            case Answer.Refused _, Answer.NotLeader _, Answer.Unknown _ ->
                    Replies.refuse(context, outcome.answer());
        }
    }

    private static JsonObject already(ControlState state, MoveId id, FleetReport report) {
        var document = new JsonObject().put("already", true);
        MoveJson.move(state, id, report).ifPresent(move -> document.put("move", move));
        return document;
    }

    private void abort(RoutingContext context) {
        try {
            var body = WishBody.read(context.body().buffer(), Set.of("requestId", "reason"));
            var request = MoveId.ofRequest(body.requestId());
            var id = new MoveId(context.pathParam("id"));
            var why = body.text("reason", Move.LONGEST_REASON);
            var by = Operators.name(context);
            var answer =
                    reportForAbort(id)
                            .thenCompose(report ->
                                    replica.submit(
                                            new EntryId("abort-" + id + "-" + request),
                                            by,
                                            new Question.AbortMove(id, why, report),
                                            DECIDE));
            Replies.when(context, answer, done -> aborted(context, id, done));
        } catch (WishBody.RefusedException | IllegalArgumentException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    /** What takes a planned move back has no need of reports, and does not wait for them. */
    private CompletionStage<FleetReport> reportForAbort(MoveId id) {
        var isTakeover =
                replica.isLeading()
                        && replica.state()
                                .flatMap(state -> state.moves().find(id))
                                .filter(move -> move.kind() == MoveKind.TAKEOVER)
                                .isPresent();
        return isTakeover
                ? reports.ask(ASK)
                : CompletableFuture.completedStage(FleetReport.NOTHING);
    }

    private static void aborted(RoutingContext context, MoveId id, Answer answer) {
        switch (answer) {
            case Answer.Recorded(var after) -> {
                var document = new JsonObject();
                MoveJson.move(after, id, FleetReport.NOTHING)
                        .ifPresent(move -> document.put("move", move));
                Replies.send(context, 200, document);
            }
            case Answer.Standing(var state) ->
                    Replies.send(context, 200, already(state, id, FleetReport.NOTHING));
            case Answer.Refused _, Answer.NotLeader _, Answer.Unknown _ ->
                    Replies.refuse(context, answer);
        }
    }
}
