package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.client.checker.Requests.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges histories. What it demands is what the service promises: every acknowledged message is in
 * its recipient's inbox at every source, once, unchanged, and not behind what was sent after its
 * acknowledgement; what was refused is nowhere; what is unknown may be there or not. What was
 * adopted after its home was lost comes later than its sender's next messages may, but in order
 * among what was adopted. Pure.
 */
public final class Checker {

    private final Histories histories;
    private final List<Finding> findings = new ArrayList<>();
    private final Requests requests;

    /** The ids of what another site than the acknowledging one has made take effect. */
    private Set<String> adopted = Set.of();

    /** Per account and source, the ids in the inbox. */
    private final Map<Long, Map<String, Set<String>>> shown = new HashMap<>();

    private Checker(Histories histories) {
        this.histories = histories;
        this.requests = new Requests(histories.attempts(), findings::add);
    }

    /** Judges. */
    public static Verdict check(Histories histories) {
        return new Checker(histories).run();
    }

    private Verdict run() {
        adopted =
                new HomeCheck(histories.stored(), histories.openings(), findings::add)
                        .run(requests.messages().values());
        for (var inbox : histories.inboxes()) {
            var ids = inboxCheck(inbox).run();
            shown.computeIfAbsent(inbox.account(), _ -> new HashMap<>()).put(inbox.source(), ids);
        }
        checkMissing();
        checkPushed();
        checkStored();
        var acknowledged = requests.countAcknowledged();
        var refused = requests.countRefused();
        return new Verdict(
                acknowledged, requests.countAll() - acknowledged - refused, refused, findings);
    }

    private InboxCheck inboxCheck(Inbox inbox) {
        return new InboxCheck(requests, histories.accounts(), adopted, inbox, findings::add);
    }

    private void checkMissing() {
        var holders = new HashMap<String, Set<String>>();
        histories
                .stored()
                .forEach(row ->
                        holders.computeIfAbsent(row.messageId(), _ -> new HashSet<>())
                                .add(row.site()));
        for (var message : requests.messages().values()) {
            var missing = new TreeSet<String>();
            var sources = shown.getOrDefault(message.content().recipient(), Map.of());
            sources.forEach((source, ids) -> {
                if (!ids.contains(message.messageId())) {
                    missing.add(source);
                }
            });
            if (!missing.isEmpty()) {
                var stranded =
                        Set.of(message.site()).equals(holders.get(message.messageId()))
                                && sources.size() > 1;
                findings.add(
                        new Finding(
                                stranded ? Fault.STRANDED : Fault.LOST,
                                message.messageId(),
                                "acknowledged by "
                                        + message.site()
                                        + ", missing at "
                                        + String.join(", ", missing)));
            }
        }
    }

    /** What was pushed is judged as an inbox is, except that it need not be complete. */
    private void checkPushed() {
        var byAccount = new HashMap<Long, List<Histories.Place>>();
        for (Receipt receipt : histories.receipts()) {
            byAccount
                    .computeIfAbsent(receipt.account(), _ -> new ArrayList<>())
                    .add(receipt.place());
        }
        byAccount.forEach((account, places) -> {
            var inbox = new Inbox("pushed", account, places);
            var ids = inboxCheck(inbox).run();
            for (var id : ids) {
                var sources = shown.getOrDefault(account, Map.of());
                if (!sources.isEmpty()
                        && sources.values().stream().noneMatch(s -> s.contains(id))) {
                    findings.add(
                            new Finding(
                                    Fault.WITHDRAWN, id, "pushed to " + account + ", not kept"));
                }
            }
        });
    }

    private void checkStored() {
        for (Stored row : histories.stored()) {
            requests.message(row.messageId())
                    .ifPresent(message -> {
                        var content = new Content(row.sender(), row.recipient(), row.text());
                        if (!content.equals(message.content())) {
                            findings.add(
                                    new Finding(
                                            row.recipient() == message.content().recipient()
                                                    ? Fault.ALTERED
                                                    : Fault.MISDELIVERED,
                                            row.messageId(),
                                            row.site() + "'s database holds something else"));
                        }
                    });
        }
    }
}
