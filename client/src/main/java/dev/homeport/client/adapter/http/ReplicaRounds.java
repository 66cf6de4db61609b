package dev.homeport.client.adapter.http;

import dev.homeport.client.Refusal;
import dev.homeport.client.adapter.http.Calls.Reply;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Puts one question to the replicas of a service until one of them answers for all: the one that
 * answered last first, then the one that a replica names as its leader, then the others, round by
 * round with a pause between them. What a replica says that may be cut off from the others counts
 * only when none of these answers. The question has to be one that may be put twice. Thread-safe.
 */
final class ReplicaRounds {

    private static final Backoff PAUSES = Backoff.ofMillis(100, 1_000);

    private final SortedMap<SiteId, URI> replicas;
    private final Duration patience;
    private final RandomGenerator chance;
    private volatile Optional<SiteId> answered = Optional.empty();

    /**
     * Makes rounds.
     *
     * @param replicas where each is, by its site; at least one
     * @param patience how long to begin new calls
     * @param chance spreads the pauses; thread-safe
     */
    ReplicaRounds(Map<SiteId, URI> replicas, Duration patience, RandomGenerator chance) {
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("replicas: there is none; name at least one");
        }
        this.replicas = new TreeMap<>(replicas);
        this.patience = patience;
        this.chance = chance;
    }

    /** One call to one replica. */
    @FunctionalInterface
    interface Call {

        /**
         * Calls.
         *
         * @param replica the replica's base address
         * @param left how much patience is left
         */
        Reply to(URI replica, Duration left) throws InterruptedException;
    }

    /** Asks until there is an answer, or the patience has run out. */
    Reply ask(Call call) throws InterruptedException {
        var untilNanos = System.nanoTime() + patience.toNanos();
        var refusals = new ArrayList<Reply.Refused>();
        for (var round = 1; ; round++) {
            var reply = round(call, untilNanos, refusals);
            if (reply.isPresent()) {
                return reply.get();
            }
            var pause = PAUSES.delay(round, chance);
            if (System.nanoTime() + pause.toNanos() - untilNanos >= 0) {
                return gaveUp(refusals);
            }
            Thread.sleep(pause);
        }
    }

    /** Asks each replica once, and one that is named as leader while asking others once more. */
    private Optional<Reply> round(Call call, long untilNanos, Collection<Reply.Refused> refusals)
            throws InterruptedException {
        var next = new ArrayDeque<SiteId>(replicas.sequencedKeySet());
        answered.ifPresent(site -> toFront(next, site));
        var later = new LinkedHashMap<SiteId, Reply>();
        var dated = new ArrayList<Reply>();
        Optional<SiteId> leader = Optional.empty();
        for (var calls = 0; !next.isEmpty() && calls < 2 * replicas.size(); calls++) {
            var left = Duration.ofNanos(untilNanos - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            var site = next.removeFirst();
            var reply =
                    call.to(replicas.getOrDefault(site, replicas.firstEntry().getValue()), left);
            if (reply instanceof Reply.Given given && !given.current()) {
                // Better than nothing, should no other one answer.
                dated.add(reply);
                continue;
            }
            if (!(reply instanceof Reply.Refused refused)) {
                answered = Optional.of(site);
                return Optional.of(reply);
            }
            refusals.add(refused);
            if (isFinal(refused)) {
                answered = Optional.of(site);
                return Optional.of(reply);
            }
            if (refused.answered() && isForOthersToo(refused.refusal().code())) {
                later.putIfAbsent(site, reply);
            }
            var named = leader(refused);
            if (named.isPresent()) {
                leader = named;
            }
            // A leader that has refused speaks for all, and would say the same once more.
            var spoken = leader.flatMap(one -> Optional.ofNullable(later.get(one)));
            if (spoken.isPresent()) {
                return spoken;
            }
            named.ifPresent(one -> toFront(next, one));
        }
        return Stream.concat(dated.stream(), later.values().stream()).findFirst();
    }

    /**
     * Whether a refusal holds when no other replica says anything better: one replica alone may not
     * have caught up with what the others know.
     */
    private static boolean isForOthersToo(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.NOT_FOUND;
    }

    private static boolean isFinal(Reply.Refused refused) {
        return switch (refused.refusal().code()) {
            case NOT_LEADER, NOT_FOUND, UNAVAILABLE, UNKNOWN, OVERLOADED, INTERNAL -> false;
            case MOVED,
                    NO_LEASE,
                    INVALID,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    CONFLICT,
                    WRONG_IDENTITY,
                    CORRUPT,
                    UNSUPPORTED ->
                    true;
        };
    }

    /** The leader is named as {@code SITE/NODE}; a site has one replica. */
    private Optional<SiteId> leader(Reply.Refused refused) {
        return refused.leader()
                .map(name -> name.split("/", 2)[0])
                .flatMap(name ->
                        replicas.sequencedKeySet().stream()
                                .filter(site -> site.name().equals(name))
                                .findFirst());
    }

    private static void toFront(ArrayDeque<SiteId> next, SiteId site) {
        next.remove(site);
        next.addFirst(site);
    }

    /**
     * What a caller learns when nobody answered for all: that it is unknown, if any call may have
     * been carried out; else the last refusal.
     */
    private static Reply gaveUp(List<Reply.Refused> refusals) {
        return refusals.stream()
                .filter(one -> one.refusal().leavesOpen())
                .findFirst()
                .or(() -> refusals.stream().reduce((_, last) -> last))
                .map(refused ->
                        new Reply.Refused(
                                Refusal.of(
                                        refused.refusal().leavesOpen()
                                                ? ErrorCode.UNKNOWN
                                                : ErrorCode.UNAVAILABLE,
                                        "no replica of the control plane answers for all of them: "
                                                + refused.refusal()),
                                false,
                                Optional.empty()))
                .orElseThrow();
    }
}
