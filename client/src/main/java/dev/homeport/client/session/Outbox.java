package dev.homeport.client.session;

import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have no answer yet, in the order in which the caller gave them. A message goes out
 * only when those before it to the same recipient are settled, so that no repeat overtakes a later
 * message; likewise one of the same request id, since answers name nothing else. Not thread-safe.
 */
final class Outbox {

    /** A message and how far it got. */
    private static final class Pending {
        final Outgoing outgoing;
        int attempts;
        boolean inFlight;
        boolean mayHaveHappened;
        long notBeforeNanos;
        long sentAtNanos;
        @Nullable Refusal last;

        Pending(Outgoing outgoing) {
            this.outgoing = outgoing;
        }
    }

    /**
     * What became of a message.
     *
     * @param ticket which
     * @param result what
     */
    record Settlement(long ticket, SendResult result) {}

    /**
     * A message that is to be written now.
     *
     * @param outgoing the message
     * @param first whether it never went out before
     */
    record Due(Outgoing outgoing, boolean first) {}

    private final int capacity;
    private final int window;
    private final Backoff backoff;
    private final RandomGenerator chance;

    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Pending> inFlight = new HashMap<>();

    /** Request ids that were given up while the site still owed an answer on this connection. */
    private final Set<String> owed = new HashSet<>();

    Outbox(int capacity, int window, Backoff backoff, RandomGenerator chance) {
        this.capacity = capacity;
        this.window = window;
        this.backoff = backoff;
        this.chance = chance;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Takes a message, or says that it is full. */
    boolean add(Outgoing outgoing) {
        if (pending.size() >= capacity) {
            return false;
        }
        pending.put(outgoing.ticket(), new Pending(outgoing));
        return true;
    }

    /** What is to be written now, marked as written. */
    List<Due> due(long nowNanos) {
        var due = new ArrayList<Due>();
        var blocked = new HashSet<Object>();
        for (var one : pending.values()) {
            if (inFlight.size() >= window) {
                break;
            }
            // Both are asked in any case: what waits also holds back what comes after it.
            var first = blocked.add(one.outgoing.to());
            first &= blocked.add(one.outgoing.requestId());
            if (first
                    && !one.inFlight
                    && one.notBeforeNanos <= nowNanos
                    && !owed.contains(one.outgoing.requestId())) {
                due.add(new Due(one.outgoing, one.attempts == 0));
                one.inFlight = true;
                one.attempts++;
                one.sentAtNanos = nowNanos;
                inFlight.put(one.outgoing.requestId(), one);
            }
        }
        return due;
    }

    /** Takes an acknowledgement; nothing if nobody waits for it any more. */
    Optional<Settlement> accepted(
            String requestId, String messageId, Kept kept, SiteId site, Epoch epoch) {
        return answered(requestId)
                .map(one -> settle(one, new SendResult.Acknowledged(messageId, kept, site, epoch)));
    }

    /** Takes a refusal: the message is settled, or will be tried again. */
    Optional<Settlement> refused(String requestId, Refusal refusal, long nowNanos) {
        var found = answered(requestId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var one = found.get();
        one.last = refusal;
        one.mayHaveHappened |= refusal.leavesOpen();
        if (!refusal.passes()) {
            return Optional.of(settle(one, unacknowledged(one)));
        }
        one.notBeforeNanos =
                refusal.home().isPresent()
                        ? nowNanos
                        : nowNanos
                                + backoff.delay(one.attempts, refusal.retryAfter(), chance)
                                        .toNanos();
        return Optional.empty();
    }

    /** Holds a message back that was sent the wrong way round. */
    void postpone(String requestId, long nowNanos) {
        for (var one : pending.values()) {
            if (one.outgoing.requestId().equals(requestId) && !one.inFlight) {
                one.notBeforeNanos = nowNanos + backoff.delay(one.attempts, chance).toNanos();
            }
        }
    }

    private Optional<Pending> answered(String requestId) {
        owed.remove(requestId);
        var one = inFlight.remove(requestId);
        if (one != null) {
            one.inFlight = false;
        }
        return Optional.ofNullable(one);
    }

    private Settlement settle(Pending one, SendResult result) {
        pending.remove(one.outgoing.ticket());
        return new Settlement(one.outgoing.ticket(), result);
    }

    /** What is in flight may have arrived; it goes out again on the next connection. */
    void disconnected() {
        for (var one : inFlight.values()) {
            one.inFlight = false;
            one.mayHaveHappened = true;
        }
        inFlight.clear();
        owed.clear();
    }

    /** Gives up what has passed its deadline. */
    List<Settlement> expire(long nowNanos) {
        var late =
                pending.values().stream()
                        .filter(one -> one.outgoing.deadlineNanos() <= nowNanos)
                        .toList();
        return giveUp(late);
    }

    /** Gives up everything. */
    List<Settlement> giveUpAll() {
        return giveUp(List.copyOf(pending.values()));
    }

    private List<Settlement> giveUp(List<Pending> those) {
        var settled = new ArrayList<Settlement>();
        for (var one : those) {
            if (one.inFlight) {
                one.mayHaveHappened = true;
                inFlight.remove(one.outgoing.requestId());
                owed.add(one.outgoing.requestId());
            }
            settled.add(settle(one, unacknowledged(one)));
        }
        return settled;
    }

    private static SendResult unacknowledged(Pending one) {
        var last = one.last;
        if (one.mayHaveHappened) {
            return new SendResult.Unknown(
                    last == null ? "the site did not answer in time" : last.toString());
        }
        return new SendResult.Refused(
                last == null
                        ? Refusal.of(ErrorCode.UNAVAILABLE, "the home could not be reached in time")
                        : last);
    }

    /** Tells whether the site owes an answer for too long. */
    boolean isOverdue(long nowNanos, long answerNanos) {
        return inFlight.values().stream().anyMatch(one -> nowNanos - one.sentAtNanos > answerNanos);
    }
}
