package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.controlplane.takeover.TakeoverPlanned;
import dev.homeport.controlplane.takeover.TakeoverPlanner;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takeovers over HTTPS, for operators: {@code POST /v1/takeovers}. A takeover that has begun is a
 * move. What is asked for again under the same request id is done once. Thread-safe.
 */
final class TakeoverRoutes {

    /** A lost site does not answer, so this long is always waited. */
    private static final Duration ASK = Duration.ofSeconds(1);

    private static final Duration DECIDE = Duration.ofMillis(2_500);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final Supplier<FleetHealth> health;
    private final InstantSource wallClock;

    /**
     * Makes the paths.
     *
     * @param replica decides, if it leads
     * @param reports asks sites
     * @param health how sites are doing
     * @param wallClock says when a takeover began
     */
    TakeoverRoutes(
            ControlReplica replica,
            SiteReports reports,
            Supplier<FleetHealth> health,
            InstantSource wallClock) {
        this.replica = replica;
        this.reports = reports;
        this.health = health;
        this.wallClock = wallClock;
    }

    void mount(Router router) {
        Operators.post(router, "/v1/takeovers", this::begin);
    }

    private void begin(RoutingContext context) {
        try {
            var body =
                    WishBody.read(
                            context.body().buffer(),
                            Set.of(
                                    "requestId",
                                    "site",
                                    "to",
                                    "fence",
                                    "expectedVersion",
                                    "reason",
                                    "dryRun"));
            var id = MoveId.ofRequest(body.requestId());
            var wish =
                    new TakeoverWish(
                            body.site("site"),
                            body.optionalSite("to"),
                            fence(body),
                            body.number("expectedVersion"),
                            Operators.name(context),
                            body.text("reason", Move.LONGEST_REASON));
            begin(context, id, wish, body.flag("dryRun"));
        } catch (WishBody.RefusedException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private static Optional<String> fence(WishBody body) throws WishBody.RefusedException {
        var fence = body.optionalText("fence", Receipt.LONGEST_FENCE);
        if (fence.filter(String::isBlank).isPresent()) {
            throw new WishBody.RefusedException(
                    "fence: is blank; say why the site acknowledges nothing more, or leave it out");
        }
        return fence;
    }

    /** What was planned when the wish's turn came last: written by the thread that decides. */
    private static final class Seen {
        private volatile TakeoverPlanned planned =
                new TakeoverPlanned.Already("it was asked for before");
    }

    /** What was planned, with the answer to it. */
    private record Outcome(TakeoverPlanned planned, FleetReport report, Answer answer) {}

    private void begin(RoutingContext context, MoveId id, TakeoverWish wish, boolean dryRun) {
        if (!replica.isLeading()) {
            Problems.notLeader(context, new Answer.NotLeader(replica.status().leader()));
            return;
        }
        var seen = new Seen();
        var sites = health.get();
        var outcome =
                reports.ask(ASK)
                        .thenCompose(report ->
                                replica.submit(
                                                new EntryId("move-" + id),
                                                wish.by(),
                                                question(id, wish, sites, report, dryRun),
                                                state ->
                                                        seen.planned =
                                                                TakeoverPlanner.plan(
                                                                        state, wish, sites, report),
                                                DECIDE)
                                        .thenApply(answer ->
                                                new Outcome(seen.planned, report, answer)));
        Replies.when(context, outcome, done -> answer(context, id, dryRun, done));
    }

    /** A dry run records nothing, but goes the same way, so that it sees what a run would see. */
    private Question question(
            MoveId id, TakeoverWish wish, FleetHealth sites, FleetReport report, boolean dryRun) {
        return dryRun
                ? new Question.PlanTakeover(wish, sites, report)
                : new Question.BeginTakeover(wish, sites, report, id, wallClock.millis());
    }

    private static void answer(RoutingContext context, MoveId id, boolean dryRun, Outcome outcome) {
        switch (outcome.answer()) {
            case Answer.Recorded(var after) -> {
                var document = planned(outcome.planned());
                MoveJson.move(after, id, outcome.report())
                        .ifPresent(move -> document.put("move", move));
                Replies.send(context, 201, document);
            }
            case Answer.Standing(var state) -> {
                if (dryRun && outcome.planned() instanceof TakeoverPlanned.Possible) {
                    Replies.send(context, 200, planned(outcome.planned()));
                    return;
                }
                var document = new JsonObject().put("already", true);
                MoveJson.move(state, id, outcome.report())
                        .ifPresent(move -> document.put("move", move));
                if (outcome.planned() instanceof TakeoverPlanned.Already(var why)) {
                    document.put("detail", why);
                }
                Replies.send(context, 200, document);
            }
            case Answer.Refused _, Answer.NotLeader _, Answer.Unknown _ ->
                    Replies.refuse(context, outcome.answer());
        }
    }

    private static JsonObject planned(TakeoverPlanned planned) {
        var document = new JsonObject();
        if (planned instanceof TakeoverPlanned.Possible possible) {
            document.put("plan", MoveJson.plan(possible.plan()))
                    .put("receipt", MoveJson.receipt(possible.receipt()));
        }
        return document;
    }
}
