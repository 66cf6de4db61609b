package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Requests.Content;
import dev.homeport.client.checker.Requests.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Judges one inbox of one source. */
final class InboxCheck {

    private final Requests requests;
    private final Set<Long> accounts;
    private final Set<String> adopted;
    private final Inbox inbox;
    private final Consumer<Finding> found;

    private final Set<String> ids = new HashSet<>();
    private final Map<Content, Integer> contents = new HashMap<>();

    /**
     * Per sender, when the latest of the messages placed so far went out: of what was adopted, and
     * of the rest.
     */
    private final Map<Long, Long> latestAdopted = new HashMap<>();

    private final Map<Long, Long> latestSent = new HashMap<>();

    InboxCheck(
            Requests requests,
            Set<Long> accounts,
            Set<String> adopted,
            Inbox inbox,
            Consumer<Finding> found) {
        this.requests = requests;
        this.accounts = accounts;
        this.adopted = adopted;
        this.inbox = inbox;
        this.found = found;
    }

    /** Judges, and returns the ids of the messages that are there. */
    Set<String> run() {
        Place before = null;
        for (var place : inbox.places()) {
            if (before != null && !isAfter(place, before)) {
                report(Fault.REORDERED, place, "its place is not after the one before it");
            }
            before = place;
            if (accounts.contains(place.sender())) {
                check(place);
            }
        }
        return ids;
    }

    private static boolean isAfter(Place place, Place before) {
        return place.epoch() > before.epoch()
                || (place.epoch() == before.epoch() && place.n() > before.n());
    }

    private void check(Place place) {
        if (!ids.add(place.messageId())) {
            report(Fault.DUPLICATED, place, "it is there twice");
            return;
        }
        var content = new Content(place.sender(), inbox.account(), place.text());
        var message = requests.message(place.messageId());
        if (message.isPresent()) {
            if (matches(place, content, message.get())) {
                checkOften(place, content);
                checkOrder(place, message.get().sentNanos(), message.get().knownNanos());
            }
        } else {
            checkUnacknowledged(place, content);
        }
    }

    private boolean matches(Place place, Content content, Message message) {
        if (message.content().recipient() != inbox.account()) {
            report(Fault.MISDELIVERED, place, "it was sent to " + message.content().recipient());
            return false;
        }
        if (!message.content().equals(content)) {
            report(Fault.ALTERED, place, "it is not what was acknowledged");
            return false;
        }
        return true;
    }

    private void checkUnacknowledged(Place place, Content content) {
        var names = requests.senders(content);
        if (names.isEmpty()) {
            report(
                    requests.isForSomebodyElse(content) ? Fault.MISDELIVERED : Fault.INVENTED,
                    place,
                    "nobody sent it to this account");
        } else if (names.stream().allMatch(name -> requests.isRefused(name, content))) {
            report(Fault.REFUSED_BUT_DELIVERED, place, "its sender was told otherwise");
        } else if (checkOften(place, content)) {
            var unknown = names.stream().filter(name -> !requests.isAcknowledged(name)).toList();
            if (unknown.isEmpty()) {
                report(Fault.ALTERED, place, "it was acknowledged under another id");
            } else {
                found.accept(
                        new Finding(Fault.UNKNOWN_TURNED_UP, place.messageId(), inbox.source()));
                if (unknown.size() == 1) {
                    checkOrder(place, requests.sentNanos(unknown.getFirst()), Histories.NEVER);
                }
            }
        }
    }

    /** One text may have been sent several times, but is not there more often than that. */
    private boolean checkOften(Place place, Content content) {
        if (contents.merge(content, 1, Integer::sum) > requests.senders(content).size()) {
            report(Fault.DUPLICATED, place, "its text is there more often than it was sent");
            return false;
        }
        return true;
    }

    private void checkOrder(Place place, long sentNanos, long knownNanos) {
        var sent = adopted.contains(place.messageId()) ? latestAdopted : latestSent;
        var latest = sent.getOrDefault(place.sender(), Long.MIN_VALUE);
        if (latest > knownNanos) {
            report(
                    Fault.REORDERED,
                    place,
                    "a message that was sent after its acknowledgement stands before it");
        }
        if (sentNanos != Histories.NEVER && sentNanos > latest) {
            sent.put(place.sender(), sentNanos);
        }
    }

    private void report(Fault fault, Place place, String detail) {
        found.accept(
                new Finding(
                        fault,
                        place.messageId(),
                        inbox.source()
                                + ", inbox of "
                                + inbox.account()
                                + " at "
                                + place.epoch()
                                + "."
                                + place.n()
                                + ": "
                                + detail));
    }
}
