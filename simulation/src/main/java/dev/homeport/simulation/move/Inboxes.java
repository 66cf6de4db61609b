package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The inboxes as views fill them and as clients read them: beginnings of one and the same line for
 * each account, in which every sender's messages stand in the order in which it sent them. One
 * thread.
 */
final class Inboxes implements InboxOracle {

    private record Line(SyncKey key, DerivedId message) {}

    private record Reader(AccountId account, Object who) {}

    private final BiConsumer<String, String> report;
    private final Map<AccountId, List<Line>> lines = new HashMap<>();
    private final Map<Reader, Integer> read = new HashMap<>();
    private final Map<Reader, Long> lastOfSender = new HashMap<>();

    Inboxes(BiConsumer<String, String> report) {
        this.report = report;
    }

    @Override
    public void filled(SiteId site, Map<Place, SyncKey> filled) {
        filled.forEach((place, key) -> goOn(place.account(), site, key, place.message()));
    }

    @Override
    public void read(ModelClient client, SyncPage page) {
        var account = client.account();
        if (page.start().kind() == SyncStart.Kind.ROLLED_BACK) {
            report.accept(
                    "I3",
                    "account "
                            + account
                            + " is told that its key "
                            + client.key()
                            + " is rolled back to "
                            + page.start().from());
        }
        for (var item : page.items()) {
            goOn(account, "the client", item.key(), item.message());
            var number = Long.parseLong(item.text());
            var before = lastOfSender.put(new Reader(account, item.sender()), number);
            if (before != null && before >= number) {
                report.accept(
                        "I3",
                        "account "
                                + account
                                + " reads message "
                                + number
                                + " of "
                                + item.sender()
                                + " after "
                                + before);
            }
        }
    }

    private void goOn(AccountId account, Object who, SyncKey key, DerivedId message) {
        var line = lines.computeIfAbsent(account, _ -> new ArrayList<>());
        var next = new Line(key, message);
        var number = read.merge(new Reader(account, who), 1, Integer::sum);
        if (number > line.size()) {
            line.add(next);
        } else if (!line.get(number - 1).equals(next)) {
            report.accept(
                    "I7",
                    "place "
                            + number
                            + " of the inbox of "
                            + account
                            + " is "
                            + next
                            + " for "
                            + who
                            + ", and elsewhere "
                            + line.get(number - 1));
        }
    }
}
