package dev.homeport.dcnode.logic.sync;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncingTest {

    /** An inbox in memory. */
    private static final class Inbox implements InboxView {
        final List<InboxItem> items = new ArrayList<>();
        Epoch opening = Epoch.FIRST;

        void add(int count) {
            for (var i = 0; i < count; i++) {
                var last = items.isEmpty() ? SyncKey.START : items.getLast().key();
                var request = "r-" + items.size();
                items.add(
                        new InboxItem(
                                last.next(opening), message(ALICE, request), ALICE, request, 0));
            }
        }

        @Override
        public Standing standing(AccountId account, Epoch epoch) {
            var last =
                    items.stream()
                            .map(InboxItem::key)
                            .filter(key -> !key.epoch().isAfter(epoch))
                            .max(SyncKey::compareTo)
                            .orElse(SyncKey.START);
            return new Standing(opening, last);
        }

        @Override
        public List<InboxItem> after(AccountId account, SyncKey key, int limit) {
            return items.stream().filter(i -> i.key().isAfter(key)).limit(limit).toList();
        }
    }

    private final Inbox inbox = new Inbox();
    private final Syncing syncing = new Syncing(inbox);

    private SyncPage page(String key, int limit) {
        return syncing.page(BOB, SyncKey.parse(key), limit);
    }

    @Test
    void anEmptyInboxHasAnEmptyPage() {
        var page = page("0.0", 10);

        assertThat(page.items()).isEmpty();
        assertThat(page.end()).isEqualTo(SyncKey.START);
        assertThat(page.more()).isFalse();
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        inbox.add(25);
        var seen = new ArrayList<InboxItem>();
        var key = SyncKey.START;
        SyncPage page;
        do {
            page = syncing.page(BOB, key, 10);
            seen.addAll(page.items());
            key = page.end();
        } while (page.more());

        assertThat(seen).isEqualTo(inbox.items);
        assertThat(key).hasToString("1.25");
    }

    @Test
    void aPageThatEndsExactlyAtTheEndSaysThatThereIsNoMore() {
        inbox.add(10);

        assertThat(page("0.0", 10).more()).isFalse();
        assertThat(page("0.0", 9).more()).isTrue();
    }

    @Test
    void aKeyPastTheInheritedEndIsRolledBackToIt() {
        inbox.add(5);
        inbox.opening = new Epoch(2);
        inbox.add(3);

        var page = page("1.7", 10);

        assertThat(page.start())
                .isEqualTo(new SyncStart(SyncKey.parse("1.5"), SyncStart.Kind.ROLLED_BACK));
        assertThat(page.items().getFirst().key()).hasToString("2.6");
        assertThat(page.end()).hasToString("2.8");
    }

    @Test
    void aKeyOfAnEarlierEpochWithinTheInheritedEndGoesOn() {
        inbox.add(5);
        inbox.opening = new Epoch(2);
        inbox.add(3);

        assertThat(page("1.5", 10).start().kind()).isEqualTo(SyncStart.Kind.GOES_ON);
        assertThat(page("1.4", 10).items()).hasSize(4);
    }

    @Test
    void aViewThatIsBehindTheClientTellsItNothing() {
        inbox.add(5);

        var page = page("1.9", 10);

        assertThat(page.start().kind()).isEqualTo(SyncStart.Kind.BEHIND);
        assertThat(page.items()).isEmpty();
        assertThat(page.end()).hasToString("1.9");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 201})
    void aLimitOutOfRangeIsRefused(int limit) {
        assertThatThrownBy(() -> page("0.0", limit)).hasMessageContaining("limit:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1.", ".1", "01.1", "1.01", "-1.1", "1.1 ", "0.1", "1.0", "a.b"})
    void whatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> SyncKey.parse(text)).hasMessageContaining("key:");
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Whatever the client has seen, following the pages it ends with exactly the inbox's tail. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyClientArrivesAtTheEnd(long seed) {
        var random = new Random(seed);
        for (var epoch = 1; epoch <= 4; epoch++) {
            inbox.opening = new Epoch(epoch);
            inbox.add(random.nextInt(30));
        }
        var n = random.nextInt(130);
        var key = n == 0 ? SyncKey.START : new SyncKey(new Epoch(1 + random.nextInt(3)), n);
        var start = syncing.page(BOB, key, 1).start().from();
        var expected = inbox.items.stream().filter(i -> i.key().isAfter(start)).toList();

        var seen = new ArrayList<InboxItem>();
        SyncPage page;
        do {
            page = syncing.page(BOB, key, 1 + random.nextInt(12));
            seen.addAll(page.items());
            key = page.end();
        } while (page.more());

        assertThat(seen).isEqualTo(expected);
        assertThat(start.isAfter(key)).isFalse();
    }
}
