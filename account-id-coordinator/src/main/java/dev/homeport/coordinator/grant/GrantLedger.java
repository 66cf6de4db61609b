package dev.homeport.coordinator.grant;

import dev.homeport.coordinator.Decision;
import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * The ledger of ranges of sequence numbers: each is given once, to one site, and never taken back.
 * The ledger is one number, below which everything is given away, and the last grants of each site,
 * by which a retry gets what it got before.
 *
 * <p>Bounded: at most {@value #MAX_SITES} sites with {@value #REMEMBERED_PER_SITE} grants each. A
 * retry that comes after that many later grants of its site gets a new range; the first one is then
 * unused for ever, but no number is ever given twice.
 *
 * <p>{@link #decide} changes nothing; {@link #replay} alone changes the ledger. Not thread-safe.
 *
 * <p>After Kafka's {@code ProducerIdControlManager}: blocks are granted from one ascending number,
 * and replay refuses to go backwards.
 */
public final class GrantLedger {

    /** How many numbers one request may ask for: 1/1024 of all there are. */
    public static final long MAX_COUNT = 1L << 30;

    /** How many sites the ledger remembers grants of. */
    public static final int MAX_SITES = 64;

    /** How many grants of each site are remembered for retries. */
    public static final int REMEMBERED_PER_SITE = 32;

    private final TreeMap<SiteId, Deque<Remembered>> remembered = new TreeMap<>();
    private long next;

    /** An empty ledger: nothing is granted yet. */
    public GrantLedger() {}

    /**
     * A ledger in the state of a snapshot.
     *
     * @throws IllegalArgumentException if the snapshot is beyond the ledger's bounds
     */
    public GrantLedger(GrantSnapshot snapshot) {
        next = snapshot.next();
        for (var grant : snapshot.remembered()) {
            remember(new Remembered(grant.requestId(), grant.range()), grant.site());
        }
    }

    /** The first number that was never granted. */
    public long next() {
        return next;
    }

    /** Decides on a request. Changes nothing. */
    public Decision<GrantRecord, GrantReply> decide(GrantRequest request) {
        if (request.count() < 1 || request.count() > MAX_COUNT) {
            return refuse(
                    ErrorCode.INVALID,
                    "count: "
                            + request.count()
                            + " numbers cannot be granted at once; ask for 1 to "
                            + MAX_COUNT);
        }
        var earlier = remembered.get(request.site());
        if (earlier == null && remembered.size() >= MAX_SITES) {
            return refuse(
                    ErrorCode.OVERLOADED,
                    "site: " + request.site() + " would be more than " + MAX_SITES + " sites");
        }
        if (earlier != null) {
            for (var grant : earlier) {
                if (grant.requestId().equals(request.requestId())) {
                    return repeat(request, grant.range());
                }
            }
        }
        var lo = Math.max(next, request.witnessedMark());
        if (request.count() > IdRange.LIMIT - lo) {
            return refuse(
                    ErrorCode.OVERLOADED,
                    "count: "
                            + request.count()
                            + " numbers are more than the "
                            + (IdRange.LIMIT - lo)
                            + " that are left; ask for fewer");
        }
        var range = new IdRange(lo, lo + request.count());
        return new Decision<>(
                List.of(new GrantRecord.RangeGranted(request.site(), request.requestId(), range)),
                new GrantReply.Granted(range, false));
    }

    private static Decision<GrantRecord, GrantReply> repeat(GrantRequest request, IdRange given) {
        if (given.size() != request.count()) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "requestId: "
                            + request.requestId()
                            + " of "
                            + request.site()
                            + " was answered with "
                            + given.size()
                            + " numbers and now asks for "
                            + request.count()
                            + "; use a new id for a new request");
        }
        return Decision.reply(new GrantReply.Granted(given, true));
    }

    private static Decision<GrantRecord, GrantReply> refuse(ErrorCode code, String detail) {
        return Decision.reply(new GrantReply.Refused(code, detail));
    }

    /**
     * Changes the ledger by a recorded fact.
     *
     * @throws IllegalStateException if the record would grant again what was granted: the log and
     *     this state do not belong together
     */
    public void replay(GrantRecord record) {
        switch (record) {
            case GrantRecord.RangeGranted granted -> {
                if (granted.range().lo() < next) {
                    throw new IllegalStateException(
                            "grant "
                                    + granted.range()
                                    + " to "
                                    + granted.site()
                                    + " goes back below "
                                    + next
                                    + ", up to which everything is granted");
                }
                next = granted.range().hi();
                remember(new Remembered(granted.requestId(), granted.range()), granted.site());
            }
        }
    }

    private void remember(Remembered grant, SiteId site) {
        var ofSite = remembered.computeIfAbsent(site, _ -> new ArrayDeque<>());
        if (remembered.size() > MAX_SITES) {
            throw new IllegalArgumentException(
                    "site: " + site + " is beyond the ledger's " + MAX_SITES + " sites");
        }
        if (ofSite.size() == REMEMBERED_PER_SITE) {
            ofSite.removeFirst();
        }
        ofSite.addLast(grant);
    }

    /** The whole state. */
    public GrantSnapshot snapshot() {
        var grants =
                remembered.entrySet().stream()
                        .flatMap(ofSite ->
                                ofSite.getValue().stream()
                                        .map(grant ->
                                                new GrantRecord.RangeGranted(
                                                        ofSite.getKey(),
                                                        grant.requestId(),
                                                        grant.range())))
                        .toList();
        return new GrantSnapshot(next, grants);
    }

    private record Remembered(RequestId requestId, IdRange range) {}
}
