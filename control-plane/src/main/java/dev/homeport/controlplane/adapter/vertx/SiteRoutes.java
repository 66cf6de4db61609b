package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.decision.Cordoning;
import dev.homeport.controlplane.decision.PolicyChange;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sites over HTTPS: {@code GET /v1/sites} and {@code /v1/sites/SITE} with what sites report, and so
 * without an {@code ETag}; for operators {@code POST /v1/sites/SITE/cordon} and {@code
 * /v1/sites/SITE/policy}. Thread-safe.
 */
final class SiteRoutes {

    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration DECIDE = Duration.ofSeconds(3);

    private final ControlReplica replica;
    private final SiteReports reports;
    private final Supplier<FleetHealth> health;

    /**
     * Makes the paths.
     *
     * @param replica decides, if it leads
     * @param reports asks sites
     * @param health how sites are doing
     */
    SiteRoutes(ControlReplica replica, SiteReports reports, Supplier<FleetHealth> health) {
        this.replica = replica;
        this.reports = reports;
        this.health = health;
    }

    void mount(Router router) {
        router.get("/v1/sites").handler(this::list);
        router.get("/v1/sites/:site").handler(this::show);
        Operators.post(router, "/v1/sites/:site/cordon", this::cordon);
        Operators.post(router, "/v1/sites/:site/policy", this::policy);
    }

    private void list(RoutingContext context) {
        if (replica.state().isEmpty()) {
            Replies.unavailable(context, replica);
            return;
        }
        Replies.when(
                context,
                reports.ask(ASK),
                heard ->
                        replica.state()
                                .flatMap(state ->
                                        state.topology()
                                                .map(t ->
                                                        SiteJson.sites(
                                                                t, state, heard, health.get())))
                                .ifPresentOrElse(
                                        document -> Replies.send(context, 200, document),
                                        () -> Replies.unavailable(context, replica)));
    }

    private void show(RoutingContext context) {
        try {
            var name = new SiteId(context.pathParam("site"));
            var known = replica.state();
            if (known.isEmpty()) {
                Replies.unavailable(context, replica);
            } else if (known.get().topology().flatMap(t -> t.site(name)).isEmpty()) {
                Problems.send(
                        context,
                        ErrorCode.NOT_FOUND,
                        "site: " + name + " is none of the fleet's; /v1/sites lists them");
            } else {
                Replies.when(
                        context,
                        reports.ask(ASK),
                        heard -> show(context, replica.state().orElse(known.get()), name, heard));
            }
        } catch (IllegalArgumentException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private void show(RoutingContext context, ControlState state, SiteId name, FleetReport report) {
        state.topology()
                .flatMap(topology -> topology.site(name))
                .ifPresentOrElse(
                        site ->
                                Replies.send(
                                        context,
                                        200,
                                        SiteJson.whole(site, state, report, health.get())),
                        () -> Replies.unavailable(context, replica));
    }

    private void cordon(RoutingContext context) {
        try {
            var site = new SiteId(context.pathParam("site"));
            var body =
                    WishBody.read(
                            context.body().buffer(),
                            Set.of("requestId", "cordoned", "expectedVersion", "reason"));
            var request = MoveId.ofRequest(body.requestId());
            var cordoned = body.optionalFlag("cordoned").orElse(true);
            var expected = body.number("expectedVersion");
            var reason = body.text("reason", Move.LONGEST_REASON);
            var answer =
                    replica.submit(
                            new EntryId("cordon-" + site + "-" + request),
                            Operators.name(context),
                            state ->
                                    isExpected(state, expected)
                                            ? Cordoning.decide(state, site, cordoned, reason)
                                            : otherTable(state),
                            DECIDE);
            Replies.when(context, answer, done -> answer(context, site, done));
        } catch (WishBody.RefusedException | IllegalArgumentException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private void policy(RoutingContext context) {
        try {
            var site = new SiteId(context.pathParam("site"));
            var body =
                    WishBody.read(
                            context.body().buffer(),
                            Set.of(
                                    "requestId",
                                    "automation",
                                    "isolationBudgetMillis",
                                    "expectedVersion",
                                    "reason"));
            var request = MoveId.ofRequest(body.requestId());
            var change =
                    new PolicyChange(
                            site,
                            automation(body),
                            body.number("isolationBudgetMillis"),
                            body.number("expectedVersion"),
                            body.text("reason", Move.LONGEST_REASON));
            var answer =
                    replica.submit(
                            new EntryId("policy-" + site + "-" + request),
                            Operators.name(context),
                            change::decide,
                            DECIDE);
            Replies.when(context, answer, done -> answer(context, site, done));
        } catch (WishBody.RefusedException | IllegalArgumentException e) {
            Problems.send(context, ErrorCode.INVALID, "" + e.getMessage());
        }
    }

    private static Optional<AutomationMode> automation(WishBody body)
            throws WishBody.RefusedException {
        var word = body.optionalText("automation", Short.MAX_VALUE);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var mode = AutomationMode.labelled(word.get());
        if (mode.isEmpty()) {
            throw new WishBody.RefusedException(
                    "automation: "
                            + Quoted.of(word.get())
                            + " is not known; use observe, propose or automatic");
        }
        return mode;
    }

    private static boolean isExpected(ControlState state, OptionalLong expected) {
        return expected.isEmpty() || expected.getAsLong() == state.tableVersion();
    }

    private static Ruling otherTable(ControlState state) {
        return new Ruling.Refused(
                ErrorCode.CONFLICT,
                "expectedVersion: table "
                        + state.tableVersion()
                        + " stands; look at what it says, and name that version");
    }

    private void answer(RoutingContext context, SiteId site, Answer answer) {
        switch (answer) {
            case Answer.Recorded(var after) ->
                    Replies.send(context, 200, document(new JsonObject(), after, site));
            case Answer.Standing(var state) ->
                    Replies.send(
                            context,
                            200,
                            document(new JsonObject().put("already", true), state, site));
            case Answer.Refused _, Answer.NotLeader _, Answer.Unknown _ ->
                    Replies.refuse(context, answer);
        }
    }

    private JsonObject document(JsonObject document, ControlState state, SiteId name) {
        state.topology()
                .flatMap(topology -> topology.site(name))
                .ifPresent(site ->
                        document.put(
                                "site",
                                SiteJson.site(site, state, FleetReport.NOTHING, health.get())));
        return document;
    }
}
