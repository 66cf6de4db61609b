package dev.homeport.dcnode.logic.message;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.vocabulary.AccountId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages into the inboxes of the accounts that are at home here, each by one entry whose id
 * derives from the message, so that a message delivered twice is in the inbox once.
 *
 * <p>Each inbox has a lane of its own: its messages go into the log one after the other, so that
 * none overtakes another however the log declines some of them. A lane that had to leave a message
 * out, because the log declined it or the bound was reached, takes no later one before it was
 * offered again what still waits: the undelivered set of the view forgets nothing.
 *
 * <p>Thread-safe. Nothing blocks.
 */
public final class Delivery {

    /** How many messages may wait for their turn at a time, over all inboxes. */
    public static final int MAX_WAITING = 4_096;

    private final Homes homes;
    private final FactAppender appender;
    private final Map<AccountId, Lane> lanes = new HashMap<>();
    private int waiting;
    private long delivered;
    private long declined;

    private static final class Lane {
        final Deque<Undelivered> messages = new ArrayDeque<>();
        boolean leftOut;
    }

    /** Makes the service. */
    public Delivery(Homes homes, FactAppender appender) {
        this.homes = homes;
        this.appender = appender;
    }

    /** Offers messages that were sent now, in the order of the log. */
    public void offer(Collection<Undelivered> messages) {
        for (var message : messages) {
            if (!isHere(message.recipient())) {
                // Should its recipient come here before it is offered again, none may overtake it.
                shut(message.recipient());
            } else if (enqueue(message)) {
                deliver(message);
            }
        }
    }

    /** Offers what still waits, the oldest first. Lanes that are at work are left alone. */
    public void offerAgain(Collection<Undelivered> messages) {
        var byRecipient = new HashMap<AccountId, Deque<Undelivered>>();
        for (var message : messages) {
            if (isHere(message.recipient())) {
                byRecipient
                        .computeIfAbsent(message.recipient(), _ -> new ArrayDeque<>())
                        .add(message);
            }
        }
        byRecipient.forEach((recipient, waitingForIt) -> {
            if (reopen(recipient)) {
                offer(waitingForIt);
            }
        });
    }

    /**
     * Forgets the inboxes that are not at home here any more. Before anything that was sent later
     * is offered to one that is, or comes back, all that waits for it must be offered again.
     */
    public synchronized void homesChanged() {
        lanes.entrySet()
                .removeIf(lane -> lane.getValue().messages.isEmpty() && !isHere(lane.getKey()));
    }

    /**
     * Something may wait that is older than what was offered. What the log has been handed goes its
     * way; nothing else is delivered by lanes at work before all that waits was offered again.
     */
    public synchronized void olderMayWait() {
        for (var lane : lanes.values()) {
            var first = lane.messages.pollFirst();
            if (first != null) {
                waiting -= lane.messages.size();
                lane.messages.clear();
                lane.messages.add(first);
                lane.leftOut = true;
            }
        }
    }

    private boolean isHere(AccountId recipient) {
        return homes.homeOf(recipient.shard()) instanceof Home.Here;
    }

    private synchronized void shut(AccountId recipient) {
        lanes.computeIfAbsent(recipient, _ -> new Lane()).leftOut = true;
    }

    /** Lines a message up; true when it is the first in its lane and so is to be delivered now. */
    private synchronized boolean enqueue(Undelivered message) {
        var lane = lanes.computeIfAbsent(message.recipient(), _ -> new Lane());
        if (lane.leftOut || waiting >= MAX_WAITING) {
            lane.leftOut = true;
            return false;
        }
        lane.messages.add(message);
        waiting++;
        return lane.messages.size() == 1;
    }

    private synchronized boolean reopen(AccountId recipient) {
        var lane = lanes.get(recipient);
        if (lane == null) {
            return true;
        }
        if (!lane.messages.isEmpty()) {
            return false;
        }
        lanes.remove(recipient);
        return true;
    }

    private void deliver(Undelivered message) {
        // A log that answers at once would otherwise recurse as deep as the lane is long.
        var next = Optional.of(message);
        while (next.isPresent()) {
            var stage = append(next.get());
            var outcome = stage.toCompletableFuture();
            if (!outcome.isDone()) {
                var current = next.get();
                stage.whenComplete(
                        (result, _) -> finished(current, result).ifPresent(this::deliver));
                return;
            }
            next = finished(next.get(), outcome.isCompletedExceptionally() ? null : outcome.join());
        }
    }

    private CompletionStage<AppendOutcome> append(Undelivered message) {
        return appender.append(
                DerivedId.ofDelivery(message.message()),
                Optional.of(message.sent()),
                new MessageDelivered(message.message(), message.recipient()));
    }

    /** Takes the outcome of the first in a lane and gives the one whose turn it is then. */
    private synchronized Optional<Undelivered> finished(
            Undelivered message, @Nullable AppendOutcome outcome) {
        var lane = lanes.get(message.recipient());
        if (lane == null) {
            throw new IllegalStateException("a lane that is at work has gone");
        }
        lane.messages.removeFirst();
        waiting--;
        switch (outcome) {
            case AppendOutcome.Acknowledged _, AppendOutcome.Repeated _ -> delivered++;
            case AppendOutcome.Refused _ -> leaveOut(lane);
            case null -> leaveOut(lane);
        }
        if (lane.messages.isEmpty() && !lane.leftOut) {
            lanes.remove(message.recipient());
        }
        return Optional.ofNullable(lane.messages.peekFirst());
    }

    private void leaveOut(Lane lane) {
        declined++;
        lane.leftOut = true;
        waiting -= lane.messages.size();
        lane.messages.clear();
    }

    /** How many messages were taken on and are not in the log yet. */
    public synchronized int waiting() {
        return waiting;
    }

    /** How many inboxes have messages that wait here, or had to leave some out. */
    public synchronized int lanes() {
        return lanes.size();
    }

    /** How many messages were put into inboxes since the start. */
    public synchronized long delivered() {
        return delivered;
    }

    /** How many deliveries the log declined since the start; each is offered again. */
    public synchronized long declined() {
        return declined;
    }
}
