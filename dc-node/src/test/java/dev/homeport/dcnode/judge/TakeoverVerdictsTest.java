package dev.homeport.dcnode.judge;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.dcnode.home.opening.PauseWord.Kind;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Canada takes over what was Shanghai's. Its words and openings are judged in its own log and in
 * Hong Kong's mirror of it, and what one says the other must.
 */
class TakeoverVerdictsTest {

    private static final SiteLog HONGKONG = new SiteLog(new SiteId("hongkong"), 1);
    private static final SiteLog SECOND_LIFE = new SiteLog(SHANGHAI.site(), 2);
    private static final ShardSet SHARDS = ShardSet.of(new ShardId(5));

    private ShardVerdicts canada = new ShardVerdicts(CANADA.site(), MoveRules.ALL);
    private ShardVerdicts hongkong = new ShardVerdicts(HONGKONG.site(), MoveRules.ALL);
    private long offset;
    private long position;

    private Verdict same(Verdict here, Verdict there) {
        assertThat(there).isEqualTo(here);
        return here;
    }

    private Verdict word(Kind kind, SiteLog stream, long upTo) {
        var word = new PauseWord(kind, stream, upTo, 4);
        var at = new EntryAddress(CANADA, ++offset);
        return same(canada.pause(at, word), hongkong.pause(at, word));
    }

    /** An opening that relies on the word at an offset of Canada's stream. */
    private Verdict opened(long wordAt, long inherited) {
        var opened =
                new HomeOpened(
                        SHARDS,
                        new Epoch(2),
                        Epoch.NONE,
                        Map.of(SHANGHAI, inherited),
                        Map.of(SHANGHAI.site(), wordAt));
        var at = new EntryAddress(CANADA, ++offset);
        return same(canada.open(at, ++position, opened), hongkong.open(at, position, opened));
    }

    private static void assertRefused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anOpeningCountsOnTheLastWordThatStatesWhatItInherits() {
        word(Kind.FROZEN, SHANGHAI, 0);
        word(Kind.STATED, SHANGHAI, 10);
        assertRefused(opened(2, 9));
        assertRefused(opened(2, 11));
        assertRefused(opened(1, 10));
        assertThat(opened(2, 10)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void anOpeningThatComesBehindALaterWordIsRefusedEverywhere() {
        word(Kind.FROZEN, SHANGHAI, 0);
        word(Kind.STATED, SHANGHAI, 10);
        word(Kind.STATED, SHANGHAI, 12);
        assertRefused(opened(2, 10));
        word(Kind.ENDED, SHANGHAI, 0);
        assertRefused(opened(3, 12));
        word(Kind.FROZEN, SHANGHAI, 0);
        assertRefused(opened(3, 12));
        word(Kind.STATED, SHANGHAI, 12);
        assertThat(opened(offset, 12)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void whatTheRuleForbidsCountsWithoutIt() {
        var without = MoveRules.without(MoveRule.TAKEOVER_STANDS_ON_ITS_PAUSE);
        canada = new ShardVerdicts(CANADA.site(), without);
        hongkong = new ShardVerdicts(HONGKONG.site(), without);
        assertThat(opened(2, 10)).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void wordsThatMakeNoSenseChangeNothing() {
        assertRefused(word(Kind.STATED, SHANGHAI, 10));
        assertRefused(word(Kind.ENDED, SHANGHAI, 0));
        assertThat(canada.mirrorLimit(SHANGHAI)).isEqualTo(Long.MAX_VALUE);
        word(Kind.FROZEN, SHANGHAI, 0);
        word(Kind.STATED, SHANGHAI, 10);
        assertRefused(word(Kind.FROZEN, SHANGHAI, 0));
        assertRefused(word(Kind.STATED, SHANGHAI, 9));
        assertThat(canada.mirrorLimit(SHANGHAI)).isEqualTo(10);
    }

    @Test
    void aLogTakesOnlyWhatItsOwnStreamSays() {
        word(Kind.FROZEN, SHANGHAI, 0);
        assertThat(canada.mirrorLimit(SHANGHAI)).isZero();
        assertThat(canada.mirrorLimit(HONGKONG)).isEqualTo(Long.MAX_VALUE);
        word(Kind.STATED, SHANGHAI, 10);
        assertThat(canada.mirrorLimit(SHANGHAI)).isEqualTo(10);
        assertThat(canada.mirrorLimit(SECOND_LIFE)).isZero();
        word(Kind.STATED, SECOND_LIFE, 3);
        assertThat(canada.mirrorLimit(SHANGHAI)).isEqualTo(Long.MAX_VALUE);
        assertThat(canada.mirrorLimit(SECOND_LIFE)).isEqualTo(3);
        assertThat(hongkong.mirrorLimit(SECOND_LIFE)).isEqualTo(Long.MAX_VALUE);
        word(Kind.ENDED, SECOND_LIFE, 0);
        assertThat(canada.mirrorLimit(SHANGHAI)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void everySiteKnowsWhatTheOthersSay() {
        word(Kind.FROZEN, SHANGHAI, 0);
        word(Kind.STATED, SHANGHAI, 10);
        for (var log : List.of(canada, hongkong)) {
            var on = log.homes().pausesOn(SHANGHAI.site());
            assertThat(on.keySet()).containsExactly(CANADA.site());
            assertThat(requireNonNull(on.get(CANADA.site())).at()).isEqualTo(2);
        }
        assertThat(hongkong.homes().pausesOf(HONGKONG.site())).isEmpty();
    }
}
