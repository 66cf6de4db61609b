package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.handle.HandleOwners;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.RoutingTable;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded, over HTTPS, for routers, tools and operators: {@code GET /v1/table}, {@code
 * /v1/topology} and {@code /v1/policy}; besides {@code /v1/handles?handle=H}, whom a handle belongs
 * to, and what {@link SiteRoutes}, {@link MoveRoutes} and {@link TakeoverRoutes} have. Every caller
 * shows a certificate that names a process of the fleet in one of a few roles. {@code
 * /v1/table?after=N} waits some seconds for a table above version N and answers 204 when there was
 * none. Documents carry an {@code ETag}. Thread-safe.
 */
public final class ControlDoor {

    private static final Set<String> ROLES =
            Set.of(
                    "router",
                    "operator",
                    "launcher",
                    "control",
                    "coordinator",
                    "full",
                    "log",
                    "witness");
    private static final Duration LONGEST_POLL = Duration.ofSeconds(20);
    private static final long CUT_OFF_LOOK_MILLIS = 500;
    private static final Duration LOOK_UP = Duration.ofSeconds(3);

    private final FleetId fleet;
    private final ControlReplica replica;
    private final HandleOwners handles;
    private final SiteReports reports;
    private final Supplier<FleetHealth> health;
    private final InstantSource wallClock;

    /**
     * Makes the door.
     *
     * @param fleet whose processes are let in
     * @param replica what is served
     * @param handles whom handles belong to
     * @param reports asks sites
     * @param health how sites are doing
     * @param wallClock says when something was asked for
     */
    public ControlDoor(
            FleetId fleet,
            ControlReplica replica,
            HandleOwners handles,
            SiteReports reports,
            Supplier<FleetHealth> health,
            InstantSource wallClock) {
        this.fleet = fleet;
        this.replica = replica;
        this.handles = handles;
        this.reports = reports;
        this.health = health;
        this.wallClock = wallClock;
    }

    /** Mounts the paths. */
    public void mount(Router router) {
        router.route().handler(this::admit);
        router.get("/v1/table").handler(this::table);
        router.get("/v1/topology")
                .handler(context ->
                        serve(
                                context,
                                s ->
                                        s.topology()
                                                .map(t -> ControlJson.topology(s.decisions(), t))));
        router.get("/v1/policy")
                .handler(context -> serve(context, s -> s.policy().map(ControlJson::policy)));
        new SiteRoutes(replica, reports, health).mount(router);
        new MoveRoutes(replica, reports, wallClock).mount(router);
        new TakeoverRoutes(replica, reports, health, wallClock).mount(router);
        router.get("/v1/handles").handler(this::owner);
        router.errorHandler(
                404,
                context -> Problems.send(context, ErrorCode.NOT_FOUND, "there is no such path"));
        router.errorHandler(
                405,
                context ->
                        Problems.send(
                                context,
                                405,
                                ErrorCode.INVALID,
                                "this path is asked in another way: GET to look, POST to change"));
        router.errorHandler(
                413,
                context ->
                        Problems.send(
                                context,
                                413,
                                ErrorCode.INVALID,
                                "body: is too large; send at most 16 KiB"));
        router.errorHandler(
                500,
                context ->
                        Problems.send(
                                context,
                                ErrorCode.INTERNAL,
                                "a defect; the process's log has the details"));
    }

    private void admit(RoutingContext context) {
        try {
            var session = context.request().sslSession();
            if (session == null
                    || !(session.getPeerCertificates()[0] instanceof X509Certificate shown)) {
                Problems.send(
                        context, ErrorCode.UNAUTHENTICATED, "show a certificate of the fleet");
                return;
            }
            var caller = ProcessIdentity.of(shown);
            if (!caller.fleet().equals(fleet)
                    || caller.roles().stream().noneMatch(ROLES::contains)) {
                Problems.send(
                        context,
                        ErrorCode.FORBIDDEN,
                        "caller " + caller + " may not ask the control plane of fleet " + fleet);
                return;
            }
            Operators.admitted(context, caller);
            markIfCutOff(context);
            context.next();
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            Problems.send(context, ErrorCode.UNAUTHENTICATED, "certificate: " + e.getMessage());
        }
    }

    /** Whoever can should rather believe a replica that would hear of anything newer. */
    private boolean markIfCutOff(RoutingContext context) {
        if (replica.isCurrent()) {
            return false;
        }
        context.response().putHeader("Homeport-Current", "false");
        return true;
    }

    private void owner(RoutingContext context) {
        var handle = context.request().getParam("handle");
        if (handle == null) {
            Problems.send(context, ErrorCode.INVALID, "handle: is missing; add ?handle=H");
            return;
        }
        var _ =
                handles.find(handle, LOOK_UP)
                        .whenComplete((found, e) ->
                                context.vertx().runOnContext(_ -> answer(context, found, e)));
    }

    private static void answer(
            RoutingContext context,
            HandleOwners.@Nullable Found found,
            @Nullable Throwable failure) {
        switch (found) {
            case HandleOwners.Found.Owner(var account) ->
                    context.response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Cache-Control", "no-store")
                            .end(
                                    new JsonObject()
                                            .put(
                                                    "account",
                                                    account.map(AccountId::value).orElse(null))
                                            .toBuffer());
            case HandleOwners.Found.Invalid(var why) ->
                    Problems.send(context, ErrorCode.INVALID, why);
            case HandleOwners.Found.Unavailable(var why) ->
                    Problems.send(context, ErrorCode.UNAVAILABLE, why);
            case null -> context.fail(failure);
        }
    }

    private void table(RoutingContext context) {
        var after = context.request().getParam("after");
        var newest = replica.state().flatMap(ControlState::table);
        if (newest.isEmpty()) {
            Replies.unavailable(context, replica);
        } else if (after == null) {
            send(context, newest.get());
        } else if (!after.matches("\\d{1,18}")) {
            Problems.send(
                    context,
                    ErrorCode.INVALID,
                    "after: " + Quoted.of(after) + " is no version; use a whole number");
        } else {
            poll(context, Long.parseLong(after));
        }
    }

    private void poll(RoutingContext context, long after) {
        var next = replica.tables().newerThan(after, LONGEST_POLL);
        if (next.isEmpty()) {
            Problems.send(
                    context,
                    ErrorCode.OVERLOADED,
                    "too many wait for a table; ask another replica");
            return;
        }
        // Who waits here would wait in vain once this replica is cut off from the others.
        var watch =
                context.vertx()
                        .setPeriodic(
                                CUT_OFF_LOOK_MILLIS,
                                timer -> {
                                    if (context.response().ended() || markIfCutOff(context)) {
                                        context.vertx().cancelTimer(timer);
                                        answer(context, Optional.empty());
                                    }
                                });
        // On the timer's own loop: two answers at once would be one too many.
        Replies.when(
                context,
                next.get(),
                newer -> {
                    context.vertx().cancelTimer(watch);
                    answer(context, newer);
                });
    }

    private static void answer(RoutingContext context, Optional<RoutingTable> newer) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        if (newer.isPresent()) {
            send(context, newer.get());
        } else {
            context.response().setStatusCode(204).end();
        }
    }

    private static void send(RoutingContext context, RoutingTable table) {
        send(context, table.version(), ControlJson.table(table));
    }

    private static void send(RoutingContext context, long version, JsonObject document) {
        var tag = "\"" + version + "\"";
        var response = context.response();
        if (response.closed()) {
            return;
        }
        response.putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", "application/json").end(document.toBuffer());
    }

    private void serve(
            RoutingContext context, Function<ControlState, Optional<JsonObject>> document) {
        var state = replica.state();
        var found = state.flatMap(document);
        if (state.isEmpty() || found.isEmpty()) {
            Replies.unavailable(context, replica);
        } else {
            send(context, state.get().decisions(), found.get());
        }
    }
}
