package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks what the view holds of that which a batch touches. Used by one thread. */
final class HeldRows {

    private final Map<DerivedId, Held.Message> messages = new HashMap<>();
    private final Map<Place, SyncKey> places = new HashMap<>();
    private final Map<AccountId, SyncKey> ends = new HashMap<>();

    /** Adds the questions to a script; {@link #held} once that is sent. */
    void ask(Script script, Traffic traffic) {
        script.askForAll(
                this::readMessages,
                "SELECT id, sender, body, sent_at FROM message WHERE id IN (%s)",
                "?",
                traffic.messages(),
                id -> List.of(id.toBytes()));
        askPlaces(script, traffic.places());
        script.askEach(
                this::readEnds,
                "(SELECT account, epoch, n FROM inbox WHERE account = ?"
                        + " ORDER BY epoch DESC, n DESC LIMIT 1)",
                traffic.inboxes(),
                account -> List.of(account.value()));
    }

    /** Adds the question about places alone. */
    void askPlaces(Script script, Collection<Place> asked) {
        script.askForAll(
                this::readPlaces,
                "SELECT account, message, epoch, n FROM inbox WHERE (account, message) IN (%s)",
                "(?, ?)",
                asked,
                place -> List.of(place.account().value(), place.message().toBytes()));
    }

    private void readMessages(ResultSet rows) throws SQLException {
        while (rows.next()) {
            messages.put(
                    DerivedId.ofBytes(rows.getBytes(1)),
                    new Held.Message(
                            new AccountId(rows.getLong(2)), rows.getString(3), rows.getLong(4)));
        }
    }

    private void readPlaces(ResultSet rows) throws SQLException {
        while (rows.next()) {
            places.put(
                    new Place(new AccountId(rows.getLong(1)), DerivedId.ofBytes(rows.getBytes(2))),
                    new SyncKey(new Epoch(rows.getLong(3)), rows.getLong(4)));
        }
    }

    private void readEnds(ResultSet rows) throws SQLException {
        while (rows.next()) {
            ends.put(
                    new AccountId(rows.getLong(1)),
                    new SyncKey(new Epoch(rows.getLong(2)), rows.getLong(3)));
        }
    }

    Held held() {
        return new Held(messages, places, ends);
    }
}
