package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The attempts by request, and by the message that was acknowledged for it. Not thread-safe. */
final class Requests {

    /** A name that a sender gave. */
    record Name(long sender, String requestId) {}

    /** A text that somebody sent to somebody. */
    record Content(long sender, long recipient, String text) {}

    /**
     * An acknowledged message.
     *
     * @param site the site that acknowledged it
     * @param tookIt whether that site took it by this acknowledgement; it may otherwise only have
     *     repeated what another one had taken
     * @param sentNanos when its first attempt went out
     * @param knownNanos when it was acknowledged first
     */
    record Message(
            String messageId,
            Content content,
            String site,
            boolean tookIt,
            long sentNanos,
            long knownNanos) {}

    private final Map<Name, List<Attempt>> byName = new LinkedHashMap<>();
    private final Map<String, Message> byMessage = new LinkedHashMap<>();
    private final Map<Content, List<Name>> byContent = new HashMap<>();

    Requests(List<Attempt> attempts, Consumer<Finding> found) {
        for (var attempt : attempts) {
            var name = new Name(attempt.sender(), attempt.requestId());
            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(attempt);
            var names = byContent.computeIfAbsent(content(attempt), _ -> new ArrayList<>());
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        byName.forEach((name, tries) -> index(name, tries, found));
    }

    private static Content content(Attempt attempt) {
        return new Content(attempt.sender(), attempt.recipient(), attempt.text());
    }

    private void index(Name name, List<Attempt> tries, Consumer<Finding> found) {
        var sent = tries.stream().mapToLong(Attempt::writtenNanos).min().orElse(Histories.NEVER);
        Optional<Message> held = Optional.empty();
        var id = "";
        for (var attempt : tries) {
            if (!(attempt.outcome() instanceof Outcome.Acknowledged ack)) {
                continue;
            }
            if (!id.isEmpty() && !id.equals(ack.messageId())) {
                found.accept(
                        contradicted(name, "acknowledged as " + id + " and " + ack.messageId()));
            }
            id = ack.messageId();
            if (!ack.taken()) {
                continue;
            }
            var now =
                    new Message(
                            id,
                            content(attempt),
                            ack.site(),
                            ack.first(),
                            sent,
                            attempt.answeredNanos());
            if (held.isEmpty()) {
                held = Optional.of(now);
            } else if (!held.get().content().equals(now.content())) {
                found.accept(contradicted(name, "acknowledged for two contents"));
            }
        }
        held.ifPresent(message -> {
            var other = byMessage.putIfAbsent(message.messageId(), message);
            if (other != null) {
                found.accept(
                        contradicted(
                                name, message.messageId() + " stands for another request too"));
            }
        });
    }

    private static Finding contradicted(Name name, String detail) {
        return new Finding(Fault.CONTRADICTED, name.sender() + "/" + name.requestId(), detail);
    }

    Map<String, Message> messages() {
        return byMessage;
    }

    Optional<Message> message(String messageId) {
        return Optional.ofNullable(byMessage.get(messageId));
    }

    /** The requests by which somebody sent this. */
    List<Name> senders(Content content) {
        return byContent.getOrDefault(content, List.of());
    }

    /** Tells whether somebody sent this text to anybody else. */
    boolean isForSomebodyElse(Content content) {
        return byContent.keySet().stream()
                .anyMatch(other ->
                        other.sender() == content.sender()
                                && other.text().equals(content.text())
                                && other.recipient() != content.recipient());
    }

    /** When a request went out first. */
    long sentNanos(Name name) {
        return byName.getOrDefault(name, List.of()).stream()
                .mapToLong(Attempt::writtenNanos)
                .min()
                .orElse(Histories.NEVER);
    }

    boolean isAcknowledged(Name name) {
        return byName.getOrDefault(name, List.of()).stream()
                .anyMatch(attempt -> attempt.outcome() instanceof Outcome.Acknowledged);
    }

    /** Tells whether every attempt with this very content was turned away. */
    boolean isRefused(Name name, Content content) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(attempt -> content(attempt).equals(content))
                .allMatch(attempt -> isTurnedAway(attempt.outcome()));
    }

    private static boolean isTurnedAway(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused _ -> true;
            case Outcome.Acknowledged(_, var taken, _, _) -> !taken;
            case Outcome.Unknown _ -> false;
        };
    }

    long countAcknowledged() {
        return byName.keySet().stream().filter(this::isAcknowledged).count();
    }

    long countRefused() {
        return byName.values().stream()
                .filter(tries ->
                        tries.stream().allMatch(one -> one.outcome() instanceof Outcome.Refused))
                .count();
    }

    long countAll() {
        return byName.size();
    }
}
