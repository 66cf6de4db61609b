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
import dev.homeport.vocabulary.SiteId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Registers accounts at a site's door. When the shard of the account that was held for a request
 * has moved meanwhile, the request goes on at the new home, under the same id. Thread-safe.
 */
public final class HttpRegistrar implements Registrar {

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int HOPS_WITHOUT_A_PAUSE = 3;
    private static final Backoff BACKOFF = Backoff.ofMillis(100, 5_000);

    private final Calls calls;
    private final SiteDoor door;
    private final Map<SiteId, SiteDoor> doors;
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
        this(http, door, List.of(), token, deadline, chance);
    }

    /**
     * Makes a registrar that follows moves.
     *
     * @param http the client to ask with, see {@link Trust#client}
     * @param door the site that is asked first
     * @param doors where other sites are reached
     * @param token a registrar's token
     * @param deadline how long to go on asking
     * @param chance spreads what is asked again; thread-safe, or used by one thread
     */
    public HttpRegistrar(
            HttpClient http,
            SiteDoor door,
            Collection<SiteDoor> doors,
            String token,
            Duration deadline,
            RandomGenerator chance) {
        this.calls = new Calls(http, CALL.compareTo(deadline) < 0 ? CALL : deadline);
        this.door = door;
        this.doors = doors.stream().collect(Collectors.toMap(SiteDoor::site, one -> one));
        this.token = token;
        this.deadline = deadline;
        this.chance = chance;
    }

    @Override
    public Registration register(String requestId, String handle) throws InterruptedException {
        var until = System.nanoTime() + deadline.toNanos();
        var open = false;
        var at = door;
        var hops = 0;
        for (var failures = 1; ; failures++) {
            var attempt = attempt(at, requestId, handle);
            if (!(attempt instanceof Registration.Refused(var refusal))) {
                return attempt;
            }
            open |= refusal.leavesOpen();
            var next = next(at, refusal);
            if (!next.equals(at) && hops < HOPS_WITHOUT_A_PAUSE && System.nanoTime() - until < 0) {
                at = next;
                hops++;
                continue;
            }
            at = next;
            var wait = BACKOFF.delay(failures, refusal.retryAfter(), chance);
            if (!refusal.passes() || System.nanoTime() + wait.toNanos() - until >= 0) {
                return ended(refusal, open);
            }
            Thread.sleep(wait);
        }
    }

    /** Where to ask next: the home that was named, if it is known where that is reached. */
    private SiteDoor next(SiteDoor at, Refusal refusal) {
        return refusal.home()
                .flatMap(home -> Optional.ofNullable(doors.get(home.site())))
                .orElse(at);
    }

    private Registration attempt(SiteDoor door, String requestId, String handle)
            throws InterruptedException {
        var reply =
                Calls.await(
                        calls.post(
                                door.path("/v1/accounts"),
                                token,
                                Map.of("requestId", requestId, "handle", handle)));
        return switch (reply) {
            case Reply.Given(var json, _) -> registered(door, json);
            case Reply.Refused(var refusal, _, _) -> new Registration.Refused(refusal);
        };
    }

    private static Registration registered(SiteDoor door, JsonObject json) {
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
