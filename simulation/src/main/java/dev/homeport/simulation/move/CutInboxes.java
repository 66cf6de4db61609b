package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Inboxes while sites are taken over: a place holds the same message at whatever site and time it
 * is filled; a client is rolled back only behind a takeover, finds no message twice among those
 * that it keeps, and a sender's messages in order, but for those that were adopted. One thread.
 */
final class CutInboxes implements InboxOracle {

    private final BiConsumer<String, String> report;
    private final BiPredicate<AccountId, Epoch> takenOverSince;
    private final Map<AccountId, Map<SyncKey, DerivedId>> places = new HashMap<>();
    private final Map<AccountId, TreeMap<SyncKey, InboxItem>> seen = new HashMap<>();
    private final Set<DerivedId> adopted = new HashSet<>();

    /**
     * Makes it.
     *
     * @param takenOverSince whether an account's home was taken over since an epoch
     */
    CutInboxes(BiConsumer<String, String> report, BiPredicate<AccountId, Epoch> takenOverSince) {
        this.report = report;
        this.takenOverSince = takenOverSince;
    }

    /** A message was adopted: it comes late. */
    void adopted(DerivedId message) {
        adopted.add(message);
    }

    @Override
    public void filled(SiteId site, Map<Place, SyncKey> filled) {
        filled.forEach((place, key) -> {
            var before =
                    places.computeIfAbsent(place.account(), _ -> new HashMap<>())
                            .putIfAbsent(key, place.message());
            if (before != null && !before.equals(place.message())) {
                report.accept(
                        "I7",
                        "place "
                                + key
                                + " of the inbox of "
                                + place.account()
                                + " is "
                                + place.message()
                                + " at "
                                + site
                                + ", and elsewhere "
                                + before);
            }
        });
    }

    @Override
    public void read(ModelClient client, SyncPage page) {
        var account = client.account();
        var its = seen(account);
        if (page.start().kind() == SyncStart.Kind.ROLLED_BACK) {
            if (!takenOverSince.test(account, client.key().epoch())) {
                report.accept(
                        "I3",
                        "account "
                                + account
                                + " is told that its key "
                                + client.key()
                                + " is rolled back to "
                                + page.start().from()
                                + ", and nobody was taken over");
            }
            its.tailMap(page.start().from(), false).clear();
        }
        page.items().forEach(item -> keep(account, its, item));
    }

    private void keep(AccountId account, NavigableMap<SyncKey, InboxItem> its, InboxItem next) {
        var number = Long.parseLong(next.text());
        for (var item : its.values()) {
            if (item.message().equals(next.message())) {
                report.accept(
                        "I3",
                        "account "
                                + account
                                + " reads "
                                + item.message()
                                + " at "
                                + item.key()
                                + " and at "
                                + next.key());
            }
            if (item.sender().equals(next.sender())
                    && Long.parseLong(item.text()) > number
                    && !adopted.contains(next.message())) {
                report.accept(
                        "I3",
                        "account "
                                + account
                                + " reads message "
                                + number
                                + " of "
                                + item.sender()
                                + " after "
                                + item.text());
            }
        }
        its.put(next.key(), next);
    }

    private NavigableMap<SyncKey, InboxItem> seen(AccountId account) {
        return seen.computeIfAbsent(account, _ -> new TreeMap<>());
    }

    /** Whether what a client keeps is what an inbox holds. */
    boolean isAll(AccountId account, NavigableMap<SyncKey, DerivedId> inbox) {
        var kept = new TreeMap<SyncKey, DerivedId>();
        seen(account).forEach((key, item) -> kept.put(key, item.message()));
        return kept.equals(new TreeMap<>(inbox));
    }
}
