package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.delivered;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.Traffic.Delivered;
import dev.homeport.dcnode.view.Traffic.Sent;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final DerivedId HELLO = message(ALICE, "hello");
    private static final DerivedId AGAIN = message(ALICE, "again");
    private static final Held NOTHING = new Held(Map.of(), Map.of(), Map.of());

    private static Traffic traffic(SiteEntry... entries) {
        var sent = new ArrayList<Sent>();
        var delivered = new ArrayList<Delivered>();
        var offset = 0;
        for (var each : entries) {
            var entry = (ShardEntry) each;
            var address = new EntryAddress(SHANGHAI, ++offset);
            if (entry.fact() instanceof MessageSent fact) {
                sent.add(new Sent(offset, address, entry, fact));
            } else {
                delivered.add(new Delivered(entry.epoch(), (MessageDelivered) entry.fact()));
            }
        }
        return new Traffic(sent, delivered);
    }

    private static SyncKey key(String text) {
        return SyncKey.parse(text);
    }

    private static Optional<InboxItem> item(String key, DerivedId message, String text) {
        return Optional.of(new InboxItem(key(key), message, ALICE, text, 2_000));
    }

    private static Held holding(DerivedId message, String text) {
        return new Held(Map.of(message, new Held.Message(ALICE, text, 2_000)), Map.of(), Map.of());
    }

    @Test
    void aNewMessageWaitsForItsPlace() {
        var change = traffic(sent(ALICE, "hello", BOB, "hi")).change(NOTHING);

        assertThat(change.messages()).extracting(each -> each.entry().id()).containsExactly(HELLO);
        assertThat(change.undelivered())
                .containsExactly(new Undelivered(HELLO, BOB, new EntryAddress(SHANGHAI, 1)));
        assertThat(change.filled()).isEmpty();
        assertThat(change.arrivals()).isEmpty();
    }

    @Test
    void aDeliveryTakesTheNextPlaceAndBringsTheTextAlong() {
        var held =
                new Held(
                        Map.of(HELLO, new Held.Message(ALICE, "hi", 2_000)),
                        Map.of(),
                        Map.of(BOB, key("1.7")));

        var change = traffic(delivered(2, HELLO, BOB)).change(held);

        assertThat(change.filled()).containsExactly(entry(new Place(BOB, HELLO), key("2.8")));
        assertThat(change.arrivals())
                .containsExactly(new Arrival(BOB, key("2.8"), item("2.8", HELLO, "hi")));
        assertThat(change.messages()).isEmpty();
    }

    @Test
    void placesFollowTheOrderOfTheLog() {
        var change =
                traffic(
                                sent(ALICE, "hello", BOB, "1"),
                                sent(ALICE, "again", BOB, "2"),
                                delivered(1, AGAIN, BOB),
                                delivered(1, HELLO, BOB))
                        .change(NOTHING);

        assertThat(change.undelivered()).isEmpty();
        assertThat(change.arrivals())
                .containsExactly(
                        new Arrival(BOB, key("1.1"), item("1.1", AGAIN, "2")),
                        new Arrival(BOB, key("1.2"), item("1.2", HELLO, "1")));
    }

    @Test
    void aDeliveryThatOvertookItsMessageHasNoTextYet() {
        var change = traffic(delivered(1, HELLO, BOB)).change(NOTHING);

        assertThat(change.arrivals())
                .containsExactly(new Arrival(BOB, key("1.1"), Optional.empty()));
    }

    @Test
    void anOvertakenMessageIsDeliveredAtOnceAndItsReaderHasToLook() {
        var held = new Held(Map.of(), Map.of(new Place(BOB, HELLO), key("1.4")), Map.of());

        var change = traffic(sent(ALICE, "hello", BOB, "late")).change(held);

        assertThat(change.messages()).hasSize(1);
        assertThat(change.undelivered()).isEmpty();
        assertThat(change.arrivals())
                .containsExactly(new Arrival(BOB, key("1.4"), Optional.empty()));
    }

    @Test
    void aRepeatPastTheWindowChangesNothing() {
        var change = traffic(sent(ALICE, "hello", ALICE, "other")).change(holding(HELLO, "hi"));

        assertThat(change.messages()).isEmpty();
        assertThat(change.undelivered()).isEmpty();
    }

    @Test
    void theFirstOfTwoDeliveriesCounts() {
        var taken = new Held(Map.of(), Map.of(new Place(BOB, HELLO), key("1.1")), Map.of());

        assertThat(traffic(delivered(2, HELLO, BOB)).change(taken).filled()).isEmpty();
        assertThat(traffic(delivered(1, HELLO, BOB), delivered(1, HELLO, BOB)).change(NOTHING))
                .extracting(ViewChange::filled)
                .isEqualTo(Map.of(new Place(BOB, HELLO), key("1.1")));
    }

    @Test
    void aStoreIsAskedAboutAllThatTheBatchTouches() {
        var carol = new AccountId(4_096 + 77);
        var traffic = traffic(sent(ALICE, "hello", BOB, "hi"), delivered(1, AGAIN, carol));

        assertThat(traffic.messages()).containsExactly(HELLO, AGAIN);
        assertThat(traffic.places())
                .containsExactly(new Place(BOB, HELLO), new Place(carol, AGAIN));
        assertThat(traffic.inboxes()).containsExactly(carol);
    }
}
