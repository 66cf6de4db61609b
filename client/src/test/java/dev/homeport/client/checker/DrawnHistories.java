package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Clean histories of a service that does everything right, drawn by a seed, and open to change. */
final class DrawnHistories {

    static final List<String> SITES = List.of("shanghai", "hongkong", "canada");
    private static final int ACCOUNTS = 6;

    final Random chance;
    final Set<Long> accounts = new TreeSet<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();
    final Map<String, Map<Long, List<Place>>> inboxes = new HashMap<>();
    final List<Stored> stored = new ArrayList<>();
    final List<Opening> openings = new ArrayList<>();
    private long clock;
    private int messages;

    DrawnHistories(long seed, int count) {
        chance = new Random(seed);
        for (var i = 0; i < ACCOUNTS; i++) {
            accounts.add(account(i));
            openings.add(new Opening(i, 1, site(account(i))));
        }
        for (var site : SITES) {
            for (var kind : List.of("/api", "/sql")) {
                var all = new HashMap<Long, List<Place>>();
                accounts.forEach(account -> all.put(account, new ArrayList<>()));
                inboxes.put(site + kind, all);
            }
        }
        for (var i = 0; i < count; i++) {
            send(i);
        }
    }

    static long account(int number) {
        return ((100L + number) << 12) | number;
    }

    static String site(long account) {
        return SITES.get((int) (account % 4_096) % SITES.size());
    }

    private void send(int number) {
        var sender = account(chance.nextInt(ACCOUNTS));
        var recipient = account(chance.nextInt(ACCOUNTS));
        var text = "text " + number;
        var request = "r-" + number;
        var written = ++clock;
        var answered = ++clock;
        switch (chance.nextInt(10)) {
            case 0 ->
                    attempts.add(
                            new Attempt(
                                    sender,
                                    request,
                                    recipient,
                                    text,
                                    written,
                                    answered,
                                    new Outcome.Refused("UNAVAILABLE")));
            case 1 -> {
                attempts.add(
                        new Attempt(
                                sender,
                                request,
                                recipient,
                                text,
                                written,
                                answered,
                                new Outcome.Unknown()));
                if (chance.nextBoolean()) {
                    deliver("m-" + number, sender, recipient, text);
                }
            }
            default -> {
                attempts.add(acknowledged(sender, request, recipient, text, number, true));
                deliver("m-" + number, sender, recipient, text);
                if (chance.nextInt(5) == 0) {
                    attempts.add(acknowledged(sender, request, recipient, "other", number, false));
                }
            }
        }
    }

    private Attempt acknowledged(
            long sender, String request, long recipient, String text, int number, boolean taken) {
        return new Attempt(
                sender,
                request,
                recipient,
                text,
                ++clock,
                ++clock,
                new Outcome.Acknowledged("m-" + number, taken, taken, site(sender)));
    }

    private void deliver(String id, long sender, long recipient, String text) {
        var n = inbox("shanghai/api", recipient).size() + 1;
        var place = new Place(1, n, id, sender, text);
        inboxes.keySet().forEach(source -> inbox(source, recipient).add(place));
        receipts.add(new Receipt(recipient, place, ++clock));
        SITES.forEach(site -> stored.add(new Stored(site, id, sender, recipient, 1, text)));
        messages++;
    }

    int delivered() {
        return messages;
    }

    /**
     * Attempts that were taken, of which the recipient's inbox holds at least two of the sender.
     */
    List<Attempt> acknowledged() {
        return attempts.stream()
                .filter(one ->
                        one.outcome() instanceof Outcome.Acknowledged(_, var taken, _, _) && taken)
                .toList();
    }

    static String idOf(Attempt attempt) {
        return ((Outcome.Acknowledged) attempt.outcome()).messageId();
    }

    List<Place> inbox(String source, long account) {
        var ofAll = Objects.requireNonNull(inboxes.get(source), source);
        return Objects.requireNonNull(ofAll.get(account), "inbox");
    }

    String anySource() {
        return SITES.get(chance.nextInt(SITES.size())) + (chance.nextBoolean() ? "/api" : "/sql");
    }

    Histories histories() {
        var all = new ArrayList<Inbox>();
        inboxes.forEach((source, byAccount) ->
                byAccount.forEach(
                        (account, places) -> all.add(new Inbox(source, account, places))));
        return new Histories(accounts, attempts, receipts, all, stored, openings);
    }
}
