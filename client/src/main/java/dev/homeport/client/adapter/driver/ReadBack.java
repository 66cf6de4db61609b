package dev.homeport.client.adapter.driver;

import dev.homeport.client.Answer;
import dev.homeport.client.InboxItem;
import dev.homeport.client.InboxPage;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.sql.DatabaseReading;
import dev.homeport.client.checker.Checker;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads everything of a run back from every site, by its door and from its database. */
final class ReadBack {

    private static final int POLL_MILLIS = 500;
    private static final int PAGE = 200;

    private final List<HttpSite> sites;
    private final Map<SiteId, DatabaseReading.Source> databases = new HashMap<>();
    private final List<DrivenUser> users;

    ReadBack(List<HttpSite> sites, List<DatabaseReading.Source> databases, List<DrivenUser> users) {
        this.sites = sites;
        databases.forEach(database -> this.databases.put(database.site(), database));
        this.users = users;
    }

    /**
     * Everything, as it was read in one go.
     *
     * @param histories what was read
     * @param unreadable what could not be
     */
    record Everything(Histories histories, List<String> unreadable) {

        /** Nothing is missing that may still be on its way. */
        boolean isSettled() {
            var verdict = Checker.check(histories);
            return unreadable.isEmpty()
                    && verdict.count(Fault.LOST) == 0
                    && verdict.count(Fault.STRANDED) == 0;
        }
    }

    /**
     * Reads until nothing is missing, and then once more, since what comes twice may come late.
     *
     * @param patience how long what is missing may take
     */
    Everything settled(Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        var settledBefore = false;
        while (true) {
            var everything = read();
            var settled = everything.isSettled();
            if ((settled && settledBefore) || System.nanoTime() - until >= 0) {
                return everything;
            }
            settledBefore = settled;
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Everything read() throws InterruptedException {
        var accounts =
                users.stream().map(user -> user.account().value()).collect(Collectors.toSet());
        var inboxes = new ArrayList<Inbox>();
        var stored = new ArrayList<Stored>();
        var openings = new ArrayList<Opening>();
        var unreadable = new TreeSet<String>();
        for (var site : sites) {
            var name = site.door().site();
            for (var user : users) {
                try {
                    inboxes.add(inbox(site, user));
                } catch (IOException e) {
                    unreadable.add(name + "/api: " + e.getMessage());
                }
            }
            try {
                var reading = DatabaseReading.of(database(name), accounts);
                inboxes.addAll(reading.inboxes());
                stored.addAll(reading.stored());
                openings.addAll(reading.openings());
            } catch (IOException e) {
                unreadable.add(name + "/sql: " + e.getMessage());
            }
        }
        var attempts = users.stream().flatMap(user -> user.sent().stream()).toList();
        var receipts = users.stream().flatMap(user -> user.received().stream()).toList();
        return new Everything(
                new Histories(accounts, attempts, receipts, inboxes, stored, openings),
                List.copyOf(unreadable));
    }

    private DatabaseReading.Source database(SiteId site) throws IOException {
        var database = databases.get(site);
        if (database == null) {
            throw new IOException("nobody said where its database is");
        }
        return database;
    }

    private static Inbox inbox(HttpSite site, DrivenUser user)
            throws IOException, InterruptedException {
        var places = new ArrayList<Place>();
        var after = SyncKey.START;
        while (true) {
            switch (site.inbox(user.token(), after, PAGE)) {
                case Answer.Refused<InboxPage>(var refusal) ->
                        throw new IOException(refusal.toString());
                case Answer.Given<InboxPage>(var page) -> {
                    for (InboxItem item : page.items()) {
                        places.add(DrivenUser.place(item));
                    }
                    after = page.end();
                    if (!page.more()) {
                        return new Inbox(
                                site.door().site() + "/api", user.account().value(), places);
                    }
                }
            }
        }
    }
}
