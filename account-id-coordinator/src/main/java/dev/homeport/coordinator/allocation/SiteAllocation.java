package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.Decision;
import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * The sequence numbers of one site, as its log tells them: which grants it received, which blocks
 * it gave to its nodes, and which grants of other sites it knows from their mirrors.
 *
 * <p>A grant is used only after it stands in the site's log, a block only after the record that
 * gives it does. A grant that shares a number with any other that is known here is refused and
 * alarmed; when a mirror shows one that overlaps numbers in hand, those are burnt and alarmed. So a
 * coordinator that granted twice is caught at the first site that sees both.
 *
 * <p>Everything belongs to one incarnation of the log. A log that was put back from a copy goes on
 * under a new one, which begins with nothing in hand and with request ids of its own: whatever the
 * older ones were granted is burnt, since the copy cannot tell what was given from it later.
 *
 * <p>{@link #receive} and {@link #give} change nothing; {@link #replay} alone changes the state, by
 * the records of the site's log in its order, own and mirrored. A decision holds only for the state
 * that it was taken in: take it where the log is applied, and replay it before the next. Bounded:
 * at most {@value #MAX_NODES} nodes, {@value #MAX_IN_HAND} grants in hand and {@value #MAX_KNOWN}
 * ranges that do not touch. Not thread-safe.
 */
public final class SiteAllocation {

    /** How many nodes of a site may ask for blocks. */
    public static final int MAX_NODES = 1_024;

    /** How many grants that are not used up a site holds at most. */
    public static final int MAX_IN_HAND = 64;

    /** How many ranges that do not touch are known at most. */
    public static final int MAX_KNOWN = 65_536;

    private static final int MAX_RECENT = 16;
    private static final int MAX_ALARMS = 16;

    private final SiteLog log;
    private final Ranges known = new Ranges();
    private final Deque<IdRange> inHand = new ArrayDeque<>();
    private final TreeMap<Integer, AllocationRecord.BlockGiven> lastBlocks = new TreeMap<>();
    private final Deque<AllocationRecord.GrantReceived> recentGrants = new ArrayDeque<>();
    private final Deque<String> alarms = new ArrayDeque<>();
    private long received;

    /**
     * An allocation that has received nothing yet.
     *
     * @param log whose it is: a site in the present incarnation of its log
     * @param known ranges of which it is known that they were granted to somebody else
     */
    public SiteAllocation(SiteLog log, List<IdRange> known) {
        this.log = log;
        known.forEach(this.known::add);
    }

    /** An allocation in the state of a snapshot. */
    public SiteAllocation(AllocationSnapshot snapshot) {
        this(snapshot.log(), snapshot.known());
        inHand.addAll(snapshot.inHand());
        snapshot.lastBlocks().forEach(block -> lastBlocks.put(block.ask().node(), block));
        recentGrants.addAll(snapshot.recentGrants());
        alarms.addAll(snapshot.alarms());
        received = snapshot.received();
    }

    /** The whole state, which nobody changes any more. */
    public AllocationSnapshot snapshot() {
        return new AllocationSnapshot(
                log,
                known.toList(),
                List.copyOf(inHand),
                List.copyOf(lastBlocks.values()),
                List.copyOf(recentGrants),
                List.copyOf(alarms),
                received);
    }

    /** Decides on a grant that the coordinator answered. Changes nothing. */
    public Decision<AllocationRecord, AllocationReply> receive(RequestId requestId, IdRange range) {
        if (recentGrants.contains(new AllocationRecord.GrantReceived(log, requestId, range))) {
            return Decision.reply(new AllocationReply.Received(range));
        }
        var shared = known.overlapping(range);
        if (!shared.isEmpty()) {
            return Decision.reply(
                    new AllocationReply.Alarm(
                            "grant "
                                    + range
                                    + " of request "
                                    + requestId
                                    + " overlaps "
                                    + shared.getFirst()
                                    + ", which is granted already; it is not used"));
        }
        if (inHand.size() >= MAX_IN_HAND || known.count() >= MAX_KNOWN) {
            return Decision.reply(
                    new AllocationReply.Refused(
                            ErrorCode.OVERLOADED,
                            "grant: "
                                    + range
                                    + " comes on top of "
                                    + inHand.size()
                                    + " in hand and "
                                    + known.count()
                                    + " known ranges; it is not used"));
        }
        return new Decision<>(
                List.of(new AllocationRecord.GrantReceived(log, requestId, range)),
                new AllocationReply.Received(range));
    }

    /**
     * Decides on a node's ask for a block. Changes nothing.
     *
     * @param ask the ask
     * @param most how many numbers the block has at most
     */
    public Decision<AllocationRecord, AllocationReply> give(NodeAsk ask, int most) {
        var last = lastBlocks.get(ask.node());
        if (last != null && last.ask().equals(ask)) {
            return Decision.reply(new AllocationReply.Given(ask, last.range()));
        }
        if (last != null && ask.isBefore(last.ask())) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "ask: " + ask + " is older than " + last.ask() + ", which was answered");
        }
        if (last == null && lastBlocks.size() >= MAX_NODES) {
            return refuse(
                    ErrorCode.OVERLOADED,
                    "node: " + ask.node() + " would be more than " + MAX_NODES + " nodes");
        }
        var first = inHand.peekFirst();
        if (first == null) {
            return refuse(
                    ErrorCode.UNAVAILABLE,
                    "account ids: "
                            + log
                            + " has none in hand; it needs a grant of the coordinator's first");
        }
        var size = Math.min(most, first.size());
        var block = new IdRange(first.lo(), first.lo() + size);
        return new Decision<>(
                List.of(new AllocationRecord.BlockGiven(log, ask, block)),
                new AllocationReply.Given(ask, block));
    }

    private static Decision<AllocationRecord, AllocationReply> refuse(
            ErrorCode code, String detail) {
        return Decision.reply(new AllocationReply.Refused(code, detail));
    }

    /**
     * Changes the state by a committed record of the site's log, own or mirrored.
     *
     * @throws IllegalStateException if an own record gives what the site does not have: the log and
     *     this state do not belong together
     */
    public void replay(AllocationRecord record) {
        switch (record) {
            case AllocationRecord.GrantReceived grant -> replayGrant(grant);
            case AllocationRecord.BlockGiven given when given.log().equals(log) ->
                    replayBlock(given);
            case AllocationRecord.BlockGiven _ -> {
                // Another log's own business: its numbers are known here from its grants.
            }
        }
    }

    private void replayGrant(AllocationRecord.GrantReceived grant) {
        var own = grant.log().equals(log);
        var shared = known.overlapping(grant.range());
        for (var overlap : shared) {
            alarm(
                    "numbers "
                            + overlap
                            + " were granted twice: again to "
                            + grant.log()
                            + " by request "
                            + grant.requestId());
            burn(overlap);
        }
        known.add(grant.range());
        if (own && shared.isEmpty()) {
            inHand.addLast(grant.range());
        }
        if (own) {
            if (recentGrants.size() == MAX_RECENT) {
                recentGrants.removeFirst();
            }
            recentGrants.addLast(grant);
            received++;
        }
    }

    /** Takes numbers out of what is in hand. */
    private void burn(IdRange burnt) {
        for (var count = inHand.size(); count > 0; count--) {
            var range = inHand.removeFirst();
            if (!range.overlaps(burnt)) {
                inHand.addLast(range);
                continue;
            }
            if (range.lo() < burnt.lo()) {
                inHand.addLast(new IdRange(range.lo(), burnt.lo()));
            }
            if (burnt.hi() < range.hi()) {
                inHand.addLast(new IdRange(burnt.hi(), range.hi()));
            }
        }
    }

    private void replayBlock(AllocationRecord.BlockGiven given) {
        var first = inHand.peekFirst();
        if (first == null || first.lo() != given.range().lo() || given.range().hi() > first.hi()) {
            throw new IllegalStateException(
                    "block "
                            + given.range()
                            + " of "
                            + given.ask()
                            + " does not begin what is in hand: "
                            + first);
        }
        inHand.removeFirst();
        if (given.range().hi() < first.hi()) {
            inHand.addFirst(new IdRange(given.range().hi(), first.hi()));
        }
        lastBlocks.put(given.ask().node(), given);
    }

    private void alarm(String detail) {
        if (alarms.size() == MAX_ALARMS) {
            alarms.removeFirst();
        }
        alarms.addLast(detail);
    }
}
