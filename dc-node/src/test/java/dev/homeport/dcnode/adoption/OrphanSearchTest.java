package dev.homeport.dcnode.adoption;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.home.adoption.Orphan;
import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.home.adoption.RecordedAdopter;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shanghai is lost and taken over by Canada; what of it comes later is found. */
class OrphanSearchTest {

    private static final ShardSet BOTH = ShardSet.of(ALICE.shard()).union(ShardSet.of(BOB.shard()));

    private static final SiteLog HONGKONG = new SiteLog(new SiteId("hongkong"), 1);

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final MemoryQueue canada =
            new MemoryQueue(CANADA, new SiteJudge(format, CANADA.site()));
    private RecordedAdopter adopter = new RecordedAdopter(0, MoveRules.ALL, _ -> {});

    private void shanghai(SiteEntry entry) {
        canada.append(SHANGHAI, format.encode(entry));
    }

    private Verdict canada(SiteEntry entry) {
        return canada.append(CANADA, format.encode(entry)).verdict();
    }

    private void search() throws Exception {
        var search = new OrphanSearch(canada, format, adopter);
        while (search.step()) {
            // Until nothing is left to look at.
        }
    }

    private static SiteEntry sent(String request) {
        return Entries.sent(ALICE, request, BOB, "text of " + request);
    }

    private static ShardEntry adoption(Orphan orphan) {
        return new ShardEntry(
                orphan.entry().shard(),
                new Epoch(2),
                orphan.entry().id(),
                Optional.of(orphan.address()),
                orphan.entry().acceptedAtMillis(),
                orphan.adoption());
    }

    private List<EntryAddress> due() {
        return adopter.due(_ -> true).stream().map(Orphan::address).toList();
    }

    @Test
    void whatComesBehindTheTakeoverIsFoundAndAdopted() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        shanghai(sent("inherited"));
        canada(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 2L)));
        shanghai(sent("stranded"));
        shanghai(Entries.registered(BOB, "bob"));
        shanghai(Entries.closed(BOTH, 2));
        shanghai(sent("refused-at-home-too"));

        search();
        assertThat(adopter.account().pending()).isEqualTo(2);
        var due = adopter.due(_ -> true);
        assertThat(due)
                .extracting(Orphan::address)
                .containsExactly(new EntryAddress(SHANGHAI, 3), new EntryAddress(SHANGHAI, 4));
        for (var orphan : due) {
            assertThat(canada(adoption(orphan))).isEqualTo(Verdict.EFFECTIVE);
        }
        search();
        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(9, 0, 2, 0));
        assertThat(adopter.settledThrough()).isEqualTo(9);
    }

    @Test
    void whatTheSenderHasRepeatedMeanwhileIsSettledByADuplicate() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        canada(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L)));
        shanghai(sent("stranded"));
        search();
        var orphan = adopter.due(_ -> true).getFirst();
        canada(
                new ShardEntry(
                        ALICE.shard(),
                        new Epoch(2),
                        orphan.entry().id(),
                        Optional.empty(),
                        3_000,
                        orphan.entry().fact()));

        assertThat(canada(adoption(orphan))).isInstanceOf(Verdict.Duplicate.class);
        search();
        assertThat(adopter.account().pending()).isZero();
    }

    /** At a third site the entry had effect, before it heard that the new home has not got it. */
    @Test
    void whatHadEffectHereAndIsNotInheritedIsFoundAtTheOpening() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        shanghai(sent("inherited"));
        shanghai(sent("stranded"));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 2L))));

        search();
        assertThat(due()).containsExactly(new EntryAddress(SHANGHAI, 3));
        // Whoever begins again before it is settled finds it again.
        assertThat(adopter.settledThrough()).isEqualTo(3);
        adopter = new RecordedAdopter(adopter.settledThrough(), MoveRules.ALL, _ -> {});
        search();
        assertThat(due()).containsExactly(new EntryAddress(SHANGHAI, 3));
    }

    /** The links of a third site bring the new home's word sooner than the lost site's. */
    @Test
    void anAdoptionInFrontOfItsOrphanSettlesItWhenThatComes() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L))));
        var orphan = new Orphan(new EntryAddress(SHANGHAI, 2), (ShardEntry) sent("stranded"));
        canada.append(HONGKONG, format.encode(adoption(orphan)));

        search();
        assertThat(adopter.settledThrough()).as("to be met again").isEqualTo(2);
        adopter = new RecordedAdopter(adopter.settledThrough(), MoveRules.ALL, _ -> {});
        search();
        shanghai(orphan.entry());
        search();
        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(4, 0, 1, 0));
        assertThat(adopter.settledThrough()).isEqualTo(4);
    }

    /** At its home the repeat was a duplicate, so nobody adopts it by itself. */
    @Test
    void aRepeatThatIsAnOrphanAsWellIsSettledWithTheFirst() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L))));
        shanghai(sent("stranded"));
        shanghai(sent("stranded"));
        var orphan = new Orphan(new EntryAddress(SHANGHAI, 2), (ShardEntry) sent("stranded"));
        canada.append(HONGKONG, format.encode(adoption(orphan)));

        search();
        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(5, 0, 1, 0));
    }

    /** Nothing is remembered of what was settled before the node ended. */
    @Test
    void whatComesAgainAfterARestartIsSettledByWhatStandsInTheLog() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L))));
        shanghai(sent("stranded"));
        var orphan = new Orphan(new EntryAddress(SHANGHAI, 2), (ShardEntry) sent("stranded"));
        canada.append(HONGKONG, format.encode(adoption(orphan)));
        search();
        assertThat(adopter.settledThrough()).isEqualTo(4);

        adopter = new RecordedAdopter(adopter.settledThrough(), MoveRules.ALL, _ -> {});
        shanghai(sent("stranded"));
        search();
        assertThat(adopter.account().pending()).isZero();
        assertThat(adopter.settledThrough()).isEqualTo(5);
    }

    /** Its home was lost before anybody had it, and comes back behind the next home's. */
    @Test
    void anOpeningBehindALaterOneStrandsNothing() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        shanghai(sent("stranded"));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 3, 1, Map.of(SHANGHAI, 1L))));
        search();
        var orphan = adopter.due(_ -> true).getFirst();
        canada.append(
                HONGKONG,
                format.encode(
                        new ShardEntry(
                                ALICE.shard(),
                                new Epoch(3),
                                orphan.entry().id(),
                                Optional.of(orphan.address()),
                                3_000,
                                orphan.adoption())));
        search();
        assertThat(adopter.settledThrough()).isEqualTo(4);

        var frankfurt = new SiteLog(new SiteId("frankfurt"), 1);
        canada.append(frankfurt, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L))));
        var memory = adopter;
        var restarted = new RecordedAdopter(4, MoveRules.ALL, _ -> {});
        for (var each : List.of(memory, restarted)) {
            adopter = each;
            search();
            assertThat(adopter.account().pending()).isZero();
            assertThat(adopter.settledThrough()).isEqualTo(5);
        }
    }

    /** There the first had effect before that, so the repeat is a duplicate and no orphan. */
    @Test
    void aRepeatOfWhatWasInheritedIsSettledWithoutTheNewHome() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        shanghai(sent("inherited"));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 2L))));
        shanghai(sent("inherited"));

        search();
        assertThat(adopter.account().pending()).isZero();
    }

    /** The new home had its sender's repeat before the orphan, and so has nothing to adopt. */
    @Test
    void whatItsSenderSaysAgainAtTheNewHomeSettlesIt() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        canada.append(HONGKONG, format.encode(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 1L))));
        shanghai(sent("stranded"));
        search();
        assertThat(adopter.account().pending()).isEqualTo(1);

        var again = (ShardEntry) sent("stranded");
        canada.append(
                HONGKONG,
                format.encode(
                        new ShardEntry(
                                again.shard(),
                                new Epoch(2),
                                again.id(),
                                Optional.empty(),
                                3_000,
                                again.fact())));
        search();
        assertThat(adopter.account().pending()).isZero();
    }

    @Test
    void aPlannedMoveStrandsNothing() throws Exception {
        shanghai(Entries.opened(BOTH, 1));
        shanghai(sent("one"));
        shanghai(sent("two"));
        shanghai(Entries.closed(BOTH, 2));
        canada(Entries.opened(BOTH, 2, 1, Map.of(SHANGHAI, 4L)));

        search();
        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(5, 0, 0, 0));
    }
}
