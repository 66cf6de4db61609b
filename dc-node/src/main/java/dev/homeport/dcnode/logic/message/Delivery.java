package dev.homeport.dcnode.logic.message;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Puts messages into the inboxes of the accounts that are at home here, each by one entry whose id
 * derives from the message, so that a message offered twice is delivered once. What is not taken
 * now, because the bound is reached or the log declines, stays in the undelivered set of the view
 * and is offered again by the next sweep. Thread-safe.
 */
public final class Delivery {

    /** How many deliveries may be on their way into the log at a time. */
    public static final int MAX_IN_FLIGHT = 512;

    private final Homes homes;
    private final FactAppender appender;
    private final Set<DerivedId> inFlight = ConcurrentHashMap.newKeySet();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder declined = new LongAdder();

    /** Makes the service. */
    public Delivery(Homes homes, FactAppender appender) {
        this.homes = homes;
        this.appender = appender;
    }

    /**
     * Offers messages for delivery.
     *
     * @return how many were taken on; the others are not at home here, on their way already, or
     *     beyond the bound
     */
    public int offer(Collection<Undelivered> messages) {
        var taken = 0;
        for (var message : messages) {
            if (homes.homeOf(message.recipient().shard()) instanceof Home.Here
                    && inFlight.size() < MAX_IN_FLIGHT
                    && inFlight.add(message.message())) {
                taken++;
                deliver(message)
                        .whenComplete((outcome, failure) -> {
                            inFlight.remove(message.message());
                            count(failure == null && isDelivered(outcome));
                        });
            }
        }
        return taken;
    }

    private CompletionStage<AppendOutcome> deliver(Undelivered message) {
        return appender.append(
                DerivedId.ofDelivery(message.message()),
                Optional.of(message.sent()),
                new MessageDelivered(message.message(), message.recipient()));
    }

    private static boolean isDelivered(AppendOutcome outcome) {
        return switch (outcome) {
            case AppendOutcome.Acknowledged _, AppendOutcome.Repeated _ -> true;
            case AppendOutcome.Refused _ -> false;
        };
    }

    private void count(boolean success) {
        (success ? delivered : declined).increment();
    }

    /** How many deliveries are on their way. */
    public int inFlight() {
        return inFlight.size();
    }

    /** How many messages were put into inboxes since the start. */
    public long delivered() {
        return delivered.sum();
    }

    /** How many deliveries the log declined since the start; each is offered again. */
    public long declined() {
        return declined.sum();
    }
}
