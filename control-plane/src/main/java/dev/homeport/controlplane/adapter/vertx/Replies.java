package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Answers that were worked out elsewhere, given on the caller's own event loop. Stateless. */
final class Replies {

    private Replies() {}

    /** Goes on with a result on the context's event loop; a failure is a defect. */
    static <T> void when(
            RoutingContext context, CompletionStage<T> result, Consumer<? super T> goOn) {
        // Its own loop, wherever the result comes from: nothing of a request runs on two threads.
        var loop = context.vertx().getOrCreateContext();
        var _ =
                result.whenComplete((value, failure) ->
                        loop.runOnContext(_ -> {
                            if (failure == null) {
                                goOn(context, goOn, value);
                            } else {
                                context.fail(failure);
                            }
                        }));
    }

    /** Nobody else answers for what is thrown here: the caller would wait for ever. */
    private static <T> void goOn(RoutingContext context, Consumer<? super T> goOn, T value) {
        try {
            goOn.accept(value);
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    /** Sends a document that no cache may keep: it shows what is so at this moment. */
    static void send(RoutingContext context, int status, JsonObject document) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(document.toBuffer());
    }

    /** Says why a wish did not come about. */
    static void refuse(RoutingContext context, Answer answer) {
        switch (answer) {
            case Answer.Refused(var code, var why) -> Problems.send(context, code, why);
            case Answer.Unknown(var why) -> Problems.send(context, ErrorCode.UNKNOWN, why);
            case Answer.NotLeader elsewhere -> Problems.notLeader(context, elsewhere);
            case Answer.Recorded _, Answer.Standing _ ->
                    throw new IllegalArgumentException("it came about: " + answer);
        }
    }

    /** Says why this replica has nothing to show. */
    static void unavailable(RoutingContext context, ControlReplica replica) {
        Problems.send(
                context,
                ErrorCode.UNAVAILABLE,
                replica.status().trouble().orElse("nothing is recorded yet"));
    }
}
