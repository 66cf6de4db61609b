package dev.homeport.cli.adapter.load;

import dev.homeport.cli.load.LoadOrder;
import dev.homeport.cli.load.LoadReport;
import dev.homeport.cli.output.Document;
import dev.homeport.client.Answer;
import dev.homeport.client.InboxItem;
import dev.homeport.client.InboxPage;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.checker.Checker;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.client.checker.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Reads everything of a run back from every site, has it judged, and writes the report. */
final class ReadBack {

    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 500;
    private static final int PAGE = 200;
    private static final int SHOWN = 20;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final FleetFolder fleet;
    private final List<HttpSite> sites;
    private final List<LoadUser> users;

    ReadBack(FleetFolder fleet, List<HttpSite> sites, List<LoadUser> users) {
        this.fleet = fleet;
        this.sites = sites;
        this.users = users;
    }

    /** What was read, and what could not be. */
    private record Everything(Histories histories, List<String> unreadable) {}

    LoadReport report(LoadOrder order, long millis, long run, boolean asProxy)
            throws IOException, InterruptedException {
        var until = System.nanoTime() + QUIET.toNanos();
        var everything = read();
        var verdict = Checker.check(everything.histories());
        while ((verdict.count(Fault.LOST) > 0
                        || verdict.count(Fault.STRANDED) > 0
                        || !everything.unreadable().isEmpty())
                && System.nanoTime() - until < 0) {
            Thread.sleep(POLL_MILLIS);
            everything = read();
            verdict = Checker.check(everything.histories());
        }
        var file = write(everything.histories(), run);
        return new LoadReport(
                document(order, millis, asProxy, everything, verdict, file),
                verdict.isClean() && everything.unreadable().isEmpty());
    }

    private Everything read() throws InterruptedException {
        var accounts =
                users.stream().map(user -> user.account().value()).collect(Collectors.toSet());
        var inboxes = new ArrayList<Inbox>();
        var stored = new ArrayList<Stored>();
        var openings = new ArrayList<Opening>();
        var unreadable = new TreeSet<String>();
        for (var site : sites) {
            var source = site.door().site() + "/api";
            for (var user : users) {
                inbox(site, user, source, inboxes, unreadable);
            }
        }
        for (var database : fleet.databases().entrySet()) {
            try {
                var reading = DatabaseReading.of(database.getKey(), database.getValue(), accounts);
                inboxes.addAll(reading.inboxes());
                stored.addAll(reading.stored());
                openings.addAll(reading.openings());
            } catch (IOException e) {
                unreadable.add(database.getKey() + "/sql: " + e.getMessage());
            }
        }
        var attempts =
                users.stream()
                        .flatMap(user -> user.sent().stream())
                        .map(LoadUser.Sent::attempt)
                        .toList();
        var receipts = users.stream().flatMap(user -> user.received().stream()).toList();
        return new Everything(
                new Histories(accounts, attempts, receipts, inboxes, stored, openings),
                List.copyOf(unreadable));
    }

    private static void inbox(
            HttpSite site,
            LoadUser user,
            String source,
            List<Inbox> inboxes,
            Set<String> unreadable)
            throws InterruptedException {
        var places = new ArrayList<Place>();
        var after = SyncKey.START;
        while (true) {
            switch (site.inbox(user.token(), after, PAGE)) {
                case Answer.Refused<InboxPage>(var refusal) -> {
                    unreadable.add(source + ": " + refusal);
                    return;
                }
                case Answer.Given<InboxPage>(var page) -> {
                    for (InboxItem item : page.items()) {
                        places.add(LoadUser.place(item));
                    }
                    after = page.end();
                    if (!page.more()) {
                        inboxes.add(new Inbox(source, user.account().value(), places));
                        return;
                    }
                }
            }
        }
    }

    private Path write(Histories histories, long run) throws IOException {
        var folder = Files.createDirectories(fleet.folder().resolve("load"));
        var file = folder.resolve(Long.toString(run, Character.MAX_RADIX) + ".jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (var attempt : histories.attempts()) {
                out.write(JsonText.write(sent(attempt)) + "\n");
            }
            for (var receipt : histories.receipts()) {
                out.write(JsonText.write(received(receipt)) + "\n");
            }
        }
        return file;
    }

    private static Map<String, Object> sent(Histories.Attempt attempt) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "sent");
        fields.put("account", attempt.sender());
        fields.put("requestId", attempt.requestId());
        fields.put("to", attempt.recipient());
        fields.put("text", attempt.text());
        fields.put("writtenNanos", attempt.writtenNanos());
        fields.put("answeredNanos", attempt.answeredNanos());
        fields.put("outcome", attempt.outcome().toString());
        return fields;
    }

    private static Map<String, Object> received(Receipt receipt) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "received");
        fields.put("account", receipt.account());
        fields.put("key", receipt.place().epoch() + "." + receipt.place().n());
        fields.put("messageId", receipt.place().messageId());
        fields.put("from", receipt.place().sender());
        fields.put("text", receipt.place().text());
        fields.put("receivedNanos", receipt.receivedNanos());
        return fields;
    }

    private Document document(
            LoadOrder order,
            long millis,
            boolean asProxy,
            Everything everything,
            Verdict verdict,
            Path file) {
        var document = Document.builder();
        document.and("seconds", (long) order.seconds())
                .and("users", (long) users.size())
                .and("assignedBy", asProxy ? "router" : "shipped rules");
        document.and("acknowledged", verdict.acknowledged())
                .and("unknown", verdict.unknown())
                .and("refused", verdict.refused());
        for (var fault : Fault.values()) {
            document.and(name(fault), verdict.count(fault));
        }
        document.and(
                "acknowledgedPerSecond",
                Long.toString(Math.round(verdict.acknowledged() * 1_000.0 / Math.max(1, millis))));
        latencies(document);
        document.and("unreadable", everything.unreadable());
        document.and(
                "findings",
                verdict.findings().stream()
                        .filter(finding -> finding.fault() != Fault.UNKNOWN_TURNED_UP)
                        .limit(SHOWN)
                        .map(f -> f.fault() + " " + f.subject() + ": " + f.detail())
                        .toList());
        return document.and("history", file.toString()).build();
    }

    /** {@code DOUBLE_HOMED} is {@code doubleHomed}. */
    private static String name(Fault fault) {
        var words = fault.name().toLowerCase(java.util.Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (var i = 1; i < words.length; i++) {
            name.append((char) (words[i].charAt(0) - 'a' + 'A')).append(words[i].substring(1));
        }
        return name.toString();
    }

    private void latencies(Document.Builder document) {
        var home = new HashMap<Long, String>();
        users.forEach(user -> home.put(user.account().value(), user.home().name()));
        var asked = new HashMap<String, LoadUser.Sent>();
        var acknowledged =
                Map.of(
                        true,
                        new Histogram(LONGEST_MICROS, 3),
                        false,
                        new Histogram(LONGEST_MICROS, 3));
        var delivered =
                Map.of(
                        true,
                        new Histogram(LONGEST_MICROS, 3),
                        false,
                        new Histogram(LONGEST_MICROS, 3));
        for (var user : users) {
            for (var sent : user.sent()) {
                var attempt = sent.attempt();
                if (attempt.outcome() instanceof Outcome.Acknowledged(var id, _, _)) {
                    asked.put(id, sent);
                    record(
                            acknowledged.get(isSameSite(home, attempt)),
                            attempt.answeredNanos() - sent.askedNanos());
                }
            }
        }
        for (var user : users) {
            for (var receipt : user.received()) {
                var sent = asked.remove(receipt.place().messageId());
                if (sent != null) {
                    record(
                            delivered.get(isSameSite(home, sent.attempt())),
                            receipt.receivedNanos() - sent.askedNanos());
                }
            }
        }
        document.and("sameSiteAcknowledgementMillis", summary(acknowledged.get(true)))
                .and("crossSiteAcknowledgementMillis", summary(acknowledged.get(false)))
                .and("sameSiteDeliveryMillis", summary(delivered.get(true)))
                .and("crossSiteDeliveryMillis", summary(delivered.get(false)));
    }

    private static boolean isSameSite(Map<Long, String> home, Histories.Attempt attempt) {
        return java.util.Objects.equals(home.get(attempt.sender()), home.get(attempt.recipient()));
    }

    private static void record(@org.jspecify.annotations.Nullable Histogram into, long nanos) {
        if (into != null) {
            into.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
        }
    }

    private static Document summary(@org.jspecify.annotations.Nullable Histogram of) {
        var histogram = of == null ? new Histogram(3) : of;
        return Document.builder()
                .and("count", histogram.getTotalCount())
                .and("p50", millis(histogram.getValueAtPercentile(50)))
                .and("p99", millis(histogram.getValueAtPercentile(99)))
                .and("max", millis(histogram.getMaxValue()))
                .build();
    }

    /** Rounded up, so that nothing takes no time. */
    private static Long millis(long micros) {
        return (micros + 999) / 1_000;
    }
}
