package dev.homeport.drills.verdict;

import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settles messages whose senders never learned what became of them. Stateless. */
public final class Unknowns {

    private record Content(long sender, long recipient, String text) {}

    private record Request(long sender, String id) {}

    private Unknowns() {}

    /**
     * Counts the messages of unknown result on which what was read back does not agree: some
     * sources show them, and some do not; or nobody could be asked.
     */
    public static long unsettled(Histories histories) {
        var known = new HashSet<Request>();
        for (var attempt : histories.attempts()) {
            if (!(attempt.outcome() instanceof Outcome.Unknown)) {
                known.add(new Request(attempt.sender(), attempt.requestId()));
            }
        }
        var sources = new HashMap<Long, Set<String>>();
        var shown = new HashMap<Content, Set<String>>();
        for (Inbox inbox : histories.inboxes()) {
            sources.computeIfAbsent(inbox.account(), _ -> new HashSet<>()).add(inbox.source());
            for (var place : inbox.places()) {
                shown.computeIfAbsent(
                                new Content(place.sender(), inbox.account(), place.text()),
                                _ -> new HashSet<>())
                        .add(inbox.source());
            }
        }
        return histories.attempts().stream()
                .filter(one -> one.outcome() instanceof Outcome.Unknown)
                .filter(one -> !known.contains(new Request(one.sender(), one.requestId())))
                .filter(one -> !agree(one, sources, shown))
                .count();
    }

    private static boolean agree(
            Attempt attempt, Map<Long, Set<String>> sources, Map<Content, Set<String>> shown) {
        var content = new Content(attempt.sender(), attempt.recipient(), attempt.text());
        var asked = sources.getOrDefault(attempt.recipient(), Set.of());
        var holders = shown.getOrDefault(content, Set.of());
        return !asked.isEmpty() && (holders.isEmpty() || List.copyOf(holders).containsAll(asked));
    }
}
