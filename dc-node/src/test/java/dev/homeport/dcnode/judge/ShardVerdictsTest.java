package dev.homeport.dcnode.judge;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.Closing;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shards that change their home, in the log of Canada: from Shanghai to Canada, and further on. */
class ShardVerdictsTest {

    private static final SiteLog HONGKONG = new SiteLog(new SiteId("hongkong"), 1);
    private static final ShardId ONE = new ShardId(5);
    private static final ShardId OTHER = new ShardId(9);
    private static final ShardSet BOTH = ShardSet.of(ONE).union(ShardSet.of(OTHER));

    private final Map<SiteLog, Long> ends = new HashMap<>();
    private ShardVerdicts log = logWith(MoveRules.ALL);
    private long position;

    private ShardVerdicts logWith(MoveRules rules) {
        ends.clear();
        position = 0;
        return new ShardVerdicts(CANADA.site(), rules);
    }

    private EntryAddress next(SiteLog stream) {
        position++;
        return new EntryAddress(stream, ends.merge(stream, 1L, Long::sum));
    }

    private Verdict entry(SiteLog stream, ShardId shard, long epoch, int id) {
        return log.judge(next(stream), shard, new Epoch(epoch), new DerivedId(7, id));
    }

    private Verdict open(SiteLog stream, ShardSet shards, long epoch, long predecessor) {
        return open(stream, shards, epoch, predecessor, Map.copyOf(ends));
    }

    private Verdict open(
            SiteLog stream,
            ShardSet shards,
            long epoch,
            long predecessor,
            Map<SiteLog, Long> vector) {
        var opened = new HomeOpened(shards, new Epoch(epoch), new Epoch(predecessor), vector);
        return log.open(next(stream), position, opened);
    }

    private void close(SiteLog stream, long below) {
        next(stream);
        log.close(stream, position, new HomeClosed(List.of(new Closing(BOTH, new Epoch(below)))));
    }

    private static void assertRefused(Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.MOVED);
                            assertThat(refused.detail()).contains(why);
                        });
    }

    /** Shanghai has both shards at epoch 1, and has sent two entries of one. */
    private void begin() {
        open(SHANGHAI, BOTH, 1, 0);
        entry(SHANGHAI, ONE, 1, 1);
        entry(SHANGHAI, ONE, 1, 2);
    }

    @Test
    void anOpeningThatContinuesWhatIsInTheLogTakesEffect() {
        begin();
        close(SHANGHAI, 2);

        assertThat(open(CANADA, BOTH, 2, 1)).isEqualTo(Verdict.EFFECTIVE);
        assertThat(entry(CANADA, ONE, 2, 3)).isEqualTo(Verdict.EFFECTIVE);
        assertThat(entry(CANADA, ONE, 2, 1))
                .isEqualTo(new Verdict.Duplicate(new EntryAddress(SHANGHAI, 2)));
    }

    @Test
    void whatComesFromAnEarlierHomeBehindAnOpeningIsRefused() {
        begin();
        open(CANADA, BOTH, 2, 1);

        assertRefused(
                entry(SHANGHAI, ONE, 1, 3), "overtaken: shard 5 was opened at epoch 2 in front");
        assertRefused(entry(SHANGHAI, OTHER, 1, 4), "overtaken");

        log = logWith(MoveRules.without(MoveRule.OVERTAKEN_IS_REFUSED));
        begin();
        open(CANADA, BOTH, 2, 1);
        assertThat(entry(SHANGHAI, ONE, 1, 3)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void anOwnOpeningThatLeavesOutWhatTookEffectHereIsRefusedAsAWhole() {
        begin();
        var worked = Map.copyOf(ends);
        entry(SHANGHAI, ONE, 1, 3);

        assertRefused(
                open(CANADA, BOTH, 2, 1, worked),
                "entry shanghai#1@4 of shard 5 took effect here, and the opening's vector");
        assertThat(entry(SHANGHAI, ONE, 1, 4))
                .as("nothing was opened")
                .isEqualTo(Verdict.EFFECTIVE);
        assertThat(open(CANADA, BOTH, 2, 1)).as("worked out anew").isEqualTo(Verdict.EFFECTIVE);

        log = logWith(MoveRules.without(MoveRule.OPENING_COVERS_ITS_LOG));
        begin();
        var early = Map.copyOf(ends);
        entry(SHANGHAI, ONE, 1, 3);
        assertThat(open(CANADA, BOTH, 2, 1, early)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void whatWasRefusedNeedsNotBeInherited() {
        begin();
        var worked = Map.copyOf(ends);
        close(SHANGHAI, 2);
        assertRefused(entry(SHANGHAI, ONE, 1, 3), "is not open");

        assertThat(open(CANADA, BOTH, 2, 1, worked)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void anOwnOpeningThatContinuesAnotherThanTheLatestIsRefused() {
        begin();
        open(HONGKONG, ShardSet.of(ONE), 2, 1);

        assertRefused(
                open(CANADA, BOTH, 3, 1),
                "the latest opening of shard 5 here is of epoch 2; the opening continues epoch 1");
        assertThat(open(CANADA, ShardSet.of(ONE), 3, 2)).isEqualTo(Verdict.EFFECTIVE);
        assertThat(open(CANADA, ShardSet.of(OTHER), 3, 1)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void aMirroredOpeningIsTakenAsItsHomeTookIt() {
        begin();

        assertThat(open(HONGKONG, BOTH, 3, 2, Map.of())).isEqualTo(Verdict.EFFECTIVE);
        assertThat(entry(HONGKONG, ONE, 3, 9)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void anOlderOpeningThatComesLateChangesNothingForItsShards() {
        begin();
        open(HONGKONG, BOTH, 3, 2);
        entry(HONGKONG, ONE, 3, 5);

        open(SHANGHAI, BOTH, 2, 1, Map.of());

        assertRefused(entry(SHANGHAI, ONE, 2, 6), "overtaken: shard 5 was opened at epoch 3");
        assertThat(entry(HONGKONG, ONE, 3, 5)).isInstanceOf(Verdict.Duplicate.class);
    }

    @Test
    void idsThatAnOpeningDoesNotInheritAreForgotten() {
        begin();
        var inherited = Map.of(SHANGHAI, 2L);
        open(HONGKONG, BOTH, 2, 1, inherited);

        assertThat(entry(HONGKONG, ONE, 2, 1)).isInstanceOf(Verdict.Duplicate.class);
        assertThat(entry(HONGKONG, ONE, 2, 2)).as("an orphan's").isEqualTo(Verdict.EFFECTIVE);
        assertThat(entry(HONGKONG, ONE, 2, 2))
                .isEqualTo(new Verdict.Duplicate(new EntryAddress(HONGKONG, 3)));

        log = logWith(MoveRules.without(MoveRule.CUT_FORGETS_IDS));
        begin();
        open(HONGKONG, BOTH, 2, 1, inherited);
        assertThat(entry(HONGKONG, ONE, 2, 2)).isInstanceOf(Verdict.Duplicate.class);
    }

    @Test
    void aShardThatComesBackContinuesItsOwnEntriesToo() {
        open(CANADA, BOTH, 1, 0);
        entry(CANADA, ONE, 1, 1);
        var worked = Map.of(CANADA, 1L);
        close(CANADA, 2);

        assertRefused(open(CANADA, BOTH, 2, 1, worked), "entry canada#1@2 of shard 5 took effect");
        assertThat(open(CANADA, BOTH, 2, 1)).isEqualTo(Verdict.EFFECTIVE);
    }
}
