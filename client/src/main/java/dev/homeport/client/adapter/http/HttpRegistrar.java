package dev.homeport.client.adapter.http;

import dev.homeport.client.Refusal;
import dev.homeport.client.Registrar;
import dev.homeport.client.Registration;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.http.Calls.Reply;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.ErrorCode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Registers accounts at a site's door. Thread-safe. */
public final class HttpRegistrar implements Registrar {

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Backoff BACKOFF = Backoff.ofMillis(100, 5_000);

    private final Calls calls;
    private final SiteDoor door;
    private final String token;
    private final Duration deadline;
    private final RandomGenerator chance;

    /**
     * Makes a registrar.
     *
     * @param http the client to ask with, see {@link Trust#client}
     * @param door the site
     * @param token a registrar's token
     * @param deadline how long to go on asking
     * @param chance spreads what is asked again; thread-safe, or used by one thread
     */
    public HttpRegistrar(
            HttpClient http,
            SiteDoor door,
            String token,
            Duration deadline,
            RandomGenerator chance) {
        this.calls = new Calls(http, CALL.compareTo(deadline) < 0 ? CALL : deadline);
        this.door = door;
        this.token = token;
        this.deadline = deadline;
        this.chance = chance;
    }

    @Override
    public Registration register(String requestId, String handle) throws InterruptedException {
        var until = System.nanoTime() + deadline.toNanos();
        var open = false;
        for (var failures = 1; ; failures++) {
            var attempt = attempt(requestId, handle);
            if (!(attempt instanceof Registration.Refused(var refusal))) {
                return attempt;
            }
            open |= refusal.leavesOpen();
            var wait = BACKOFF.delay(failures, refusal.retryAfter(), chance);
            if (!refusal.passes() || System.nanoTime() + wait.toNanos() - until >= 0) {
                return ended(refusal, open);
            }
            Thread.sleep(wait);
        }
    }

    private Registration attempt(String requestId, String handle) throws InterruptedException {
        var reply =
                Calls.await(
                        calls.post(
                                door.path("/v1/accounts"),
                                token,
                                Map.of("requestId", requestId, "handle", handle)));
        return switch (reply) {
            case Reply.Given(var json) -> registered(json);
            case Reply.Refused(var refusal) -> new Registration.Refused(refusal);
        };
    }

    private Registration registered(JsonObject json) {
        try {
            return new Registration.Registered(
                    new AccountId(json.number("account")),
                    json.text("handle"),
                    door.site(),
                    json.isTrue("repeated"));
        } catch (UnreadableAnswerException | IllegalArgumentException e) {
            return new Registration.Refused(Calls.unreadable(door.access(), e));
        }
    }

    /**
     * A refusal after an attempt that may have succeeded does not undo that attempt, except one
     * that says whose the handle is.
     */
    private static Registration ended(Refusal refusal, boolean open) {
        return open && refusal.code() != ErrorCode.CONFLICT
                ? new Registration.Unknown(refusal.toString())
                : new Registration.Refused(refusal);
    }
}
