package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ProcessIdentity;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Paths that change something: for operators alone, with a bounded body. Stateless. */
final class Operators {

    private static final String OPERATOR = "operator";
    private static final String CALLER = "caller";
    private static final long LARGEST_BODY_BYTES = 16 << 10;

    private Operators() {}

    /** Notes who calls, once that is known. */
    static void admitted(RoutingContext context, ProcessIdentity caller) {
        context.put(CALLER, caller);
    }

    /** Who calls, as it stands in the records. */
    static String name(RoutingContext context) {
        return context.<ProcessIdentity>get(CALLER).toString();
    }

    /** Handles what operators post to a path; nobody else's body is read. */
    static void post(Router router, String path, Handler<RoutingContext> handler) {
        // Two routes: on one, the body would be read before its sender is looked at.
        router.post(path).handler(Operators::check);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY_BYTES))
                .handler(handler);
    }

    private static void check(RoutingContext context) {
        ProcessIdentity caller = context.get(CALLER);
        if (caller.roles().contains(OPERATOR)) {
            context.next();
        } else {
            Problems.send(
                    context,
                    ErrorCode.FORBIDDEN,
                    "caller "
                            + caller
                            + " may look and change nothing; show an operator's"
                            + " certificate");
        }
    }
}
