package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.closed;
import static dev.homeport.dcnode.fixture.Entries.opened;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log of Shanghai, which begins with an opening of all shards. */
class ViewBatchTest {

    private static final ShardSet BOBS = ShardSet.of(BOB.shard());

    private final TestSite site = new TestSite();

    private void append(SiteLog stream, SiteEntry entry) {
        site.queue().append(stream, site.format().encode(entry));
    }

    private ViewBatch after(long position) throws Exception {
        List<JudgedEntry> entries = site.queue().read(position + 1, ReadLimit.DEFAULT);
        return ViewBatch.of(position, entries, site.format());
    }

    @Test
    void aBatchEndsInFrontOfAnOpening() throws Exception {
        append(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        append(SHANGHAI, closed(BOBS, 2));
        append(CANADA, opened(BOBS, 2, 1, Map.of(SHANGHAI, 3L)));
        append(SHANGHAI, sent(ALICE, "b", BOB, "second"));

        var first = after(0);
        assertThat(first.upTo()).isEqualTo(3);
        assertThat(first.effective()).hasSize(3);
        assertThat(first.vector()).isEqualTo(Map.of(SHANGHAI, 3L));
        assertThat(first.changesHomes()).isTrue();

        var second = after(3);
        assertThat(second.upTo()).isEqualTo(5);
        assertThat(second.effective()).extracting(EffectiveEntry::position).containsExactly(4L, 5L);
        assertThat(second.vector()).isEqualTo(Map.of(SHANGHAI, 4L, CANADA, 1L));
        assertThat(second.changesHomes()).isTrue();
    }

    @Test
    void anOpeningThatIsRefusedEndsNothing() throws Exception {
        append(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        append(SHANGHAI, opened(BOBS, 1));
        append(SHANGHAI, sent(ALICE, "b", BOB, "second"));

        var batch = after(1);
        assertThat(batch.upTo()).isEqualTo(4);
        assertThat(batch.effective()).hasSize(2);
        assertThat(batch.changesHomes()).isFalse();
    }

    @Test
    void anAdoptionIsListedWithHowItEnded() throws Exception {
        var lost = sent(ALICE, "a", BOB, "first");
        var repeated = sent(ALICE, "b", BOB, "second");
        append(SHANGHAI, repeated);
        append(SHANGHAI, adoption(9, lost));
        append(SHANGHAI, adoption(10, repeated));

        var batch = after(1);

        assertThat(batch.effective()).hasSize(2);
        assertThat(batch.adopted())
                .containsExactly(
                        new AdoptedEntry(
                                3,
                                new EntryAddress(SHANGHAI, 3),
                                Epoch.FIRST,
                                new EntryAddress(CANADA, 9),
                                Epoch.FIRST,
                                AdoptedEntry.Kind.MESSAGE,
                                AdoptedEntry.Outcome.ADOPTED),
                        new AdoptedEntry(
                                4,
                                new EntryAddress(SHANGHAI, 4),
                                Epoch.FIRST,
                                new EntryAddress(CANADA, 10),
                                Epoch.FIRST,
                                AdoptedEntry.Kind.MESSAGE,
                                AdoptedEntry.Outcome.REPEATED));
    }

    /** The adoption of what stood in Canada's stream. */
    private static ShardEntry adoption(long offset, SiteEntry original) {
        var entry = (ShardEntry) original;
        var at = new EntryAddress(CANADA, offset);
        return new ShardEntry(
                entry.shard(),
                entry.epoch(),
                entry.id(),
                Optional.of(at),
                entry.acceptedAtMillis(),
                new Fact.Adopted(at, entry.epoch(), entry.fact()));
    }

    @Test
    void anOpeningBehindOthersMakesNoBatch() {
        var entries =
                List.of(
                        new EffectiveEntry(
                                1, new EntryAddress(SHANGHAI, 1), sent(ALICE, "a", BOB, "first")),
                        new EffectiveEntry(2, new EntryAddress(SHANGHAI, 2), opened(BOBS, 2)));

        assertThatThrownBy(() -> new ViewBatch(0, 2, entries, Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an opening of homes begins a batch");
    }
}
