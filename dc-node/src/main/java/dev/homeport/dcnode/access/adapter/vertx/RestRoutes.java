package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.access.Caller;
import dev.homeport.dcnode.access.TokenCheck;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.account.Registration;
import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.dcnode.logic.message.Sending;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.Syncing;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST paths of a site, as {@code openapi.yaml} describes them. Thread-safe. */
final class RestRoutes {

    /** How many requests may be under way at a time; the next ones are refused with 429. */
    static final int MAX_IN_FLIGHT = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

    /** A text of 4,000 characters, each escaped as a surrogate pair, fits with room to spare. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int DEFAULT_PAGE = 50;
    private static final String BEARER = "Bearer ";

    private final SiteServices site;
    private final AtomicInteger inFlight = new AtomicInteger();

    RestRoutes(SiteServices site) {
        this.site = site;
    }

    void mount(Router router) {
        router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.post("/v1/accounts").handler(c -> answer(c, 201, () -> register(c)));
        router.get("/v1/accounts").handler(c -> answer(c, 200, () -> findByHandle(c)));
        router.get("/v1/accounts/:account").handler(c -> answer(c, 200, () -> findById(c)));
        router.post("/v1/messages").handler(c -> answer(c, 200, () -> send(c)));
        router.get("/v1/inbox").handler(c -> answer(c, 200, () -> inbox(c)));
    }

    /** A refusal on its way to the one place that tells refusals. */
    private static final class Refused extends RuntimeException {
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }

    private void answer(
            RoutingContext context, int status, Supplier<CompletionStage<JsonObject>> work) {
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            Problem.send(
                    context.response(),
                    Refusal.later(
                            ErrorCode.OVERLOADED,
                            "this node has " + MAX_IN_FLIGHT + " requests under way",
                            Duration.ofSeconds(1)));
            return;
        }
        var vertxContext = context.vertx().getOrCreateContext();
        CompletionStage<JsonObject> stage;
        try {
            stage = work.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        stage.whenComplete((json, failure) ->
                vertxContext.runOnContext(_ -> {
                    inFlight.decrementAndGet();
                    finish(context, status, json, failure);
                }));
    }

    private static void finish(
            RoutingContext context, int status, JsonObject json, Throwable failure) {
        if (failure == null) {
            if (!context.response().ended() && !context.response().closed()) {
                context.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(json.toBuffer());
            }
            return;
        }
        var refusal = refusal(failure);
        if (Problem.isDefect(refusal)) {
            LOG.error(
                    "{} {} failed", context.request().method(), context.normalizedPath(), failure);
        }
        Problem.send(context.response(), refusal);
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.refusal;
        }
        return failure.getCause() instanceof Refused refused
                ? refused.refusal
                : Problem.of(failure);
    }

    private Caller caller(RoutingContext context) {
        var header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refused(
                    Refusal.of(
                            ErrorCode.UNAUTHENTICATED,
                            "Authorization: is missing; send \"Bearer TOKEN\""));
        }
        return switch (site.tokens().check(header.substring(BEARER.length()).strip())) {
            case TokenCheck.Result.Valid(var caller) -> caller;
            case TokenCheck.Result.Invalid(var reason) ->
                    throw new Refused(Refusal.of(ErrorCode.UNAUTHENTICATED, reason));
        };
    }

    private AccountId account(RoutingContext context) {
        return switch (caller(context)) {
            case Caller.AccountHolder(var account, var _) -> account;
            case Caller.Registrar _ ->
                    throw new Refused(
                            Refusal.of(
                                    ErrorCode.FORBIDDEN,
                                    "a registrar's token registers accounts and does nothing"
                                            + " else"));
        };
    }

    private static JsonInput body(RoutingContext context) {
        var buffer = context.body().buffer();
        return JsonInput.parse(buffer == null ? new byte[0] : buffer.getBytes());
    }

    private CompletionStage<JsonObject> register(RoutingContext context) {
        if (!(caller(context) instanceof Caller.Registrar)) {
            throw new Refused(
                    Refusal.of(
                            ErrorCode.FORBIDDEN, "registering accounts needs a registrar's token"));
        }
        var body = body(context);
        return site.registration()
                .register(new RequestId(body.text("requestId")), new Handle(body.text("handle")))
                .thenApply(result ->
                        switch (result) {
                            case Registration.Result.Registered(
                                            var account,
                                            var handle,
                                            var repeated) ->
                                    new JsonObject()
                                            .put("account", account.value())
                                            .put("handle", handle.text())
                                            .put("repeated", repeated);
                            case Registration.Result.Refused(var refusal) ->
                                    throw new Refused(refusal);
                        });
    }

    private CompletionStage<JsonObject> findById(RoutingContext context) {
        caller(context);
        var id = AccountId.parse(context.pathParam("account"));
        return read(() -> found(site.accounts().byId(id), "account " + id));
    }

    private CompletionStage<JsonObject> findByHandle(RoutingContext context) {
        caller(context);
        var handle = new Handle(query(context, "handle").orElse(""));
        return read(() -> found(site.accounts().byHandle(handle), "handle \"" + handle + "\""));
    }

    private static JsonObject found(Optional<Account> account, String what) {
        return account.map(JsonOutput::account)
                .orElseThrow(() ->
                        new Refused(
                                Refusal.of(
                                        ErrorCode.NOT_FOUND, what + " is not known at this site")));
    }

    private CompletionStage<JsonObject> send(RoutingContext context) {
        var sender = account(context);
        var body = body(context);
        return site.sending()
                .send(
                        sender,
                        new RequestId(body.text("requestId")),
                        body.account("to"),
                        new MessageText(body.text("text")))
                .thenApply(result ->
                        switch (result) {
                            case Sending.Result.Accepted(var message, var kept) ->
                                    new JsonObject()
                                            .put("messageId", message.toString())
                                            .put("kept", JsonOutput.kept(kept));
                            case Sending.Result.Refused(var refusal) -> throw new Refused(refusal);
                        });
    }

    private CompletionStage<JsonObject> inbox(RoutingContext context) {
        var account = account(context);
        var after = query(context, "after").map(SyncKey::parse).orElse(SyncKey.START);
        var limit = query(context, "limit").map(RestRoutes::limit).orElse(DEFAULT_PAGE);
        return read(() -> page(site.syncing().page(account, after, limit)));
    }

    private JsonObject page(SyncPage page) {
        var items = new JsonArray();
        page.items().forEach(item -> items.add(JsonOutput.item(item)));
        return new JsonObject()
                .put("start", JsonOutput.start(page.start().kind()))
                .put("from", page.start().from().toString())
                .put("items", items)
                .put("end", page.end().toString())
                .put("more", page.more())
                .put("staleMillis", site.view().get().lagMillis());
    }

    private static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "limit: is not a whole number; use 1 to " + Syncing.MAX_PAGE, e);
        }
    }

    private static Optional<String> query(RoutingContext context, String name) {
        return Optional.ofNullable(context.queryParams().get(name));
    }

    private CompletionStage<JsonObject> read(Supplier<JsonObject> work) {
        return CompletableFuture.supplyAsync(work, site.readers());
    }
}
