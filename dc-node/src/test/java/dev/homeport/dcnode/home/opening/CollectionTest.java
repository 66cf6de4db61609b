package dev.homeport.dcnode.home.opening;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.PauseWord.Kind;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Canada takes over what was Shanghai's, and Hong Kong survives too. */
class CollectionTest {

    private static final SiteLog STREAM = new SiteLog(SHANGHAI, 1);
    private static final RoutingTable TAKEN =
            Tables.first().withAssignment(EAST, CANADA, Set.of(SHANGHAI));

    private final World world = new World();
    private final Collection canada = new Collection(CANADA, MoveRules.ALL);
    private final Collection hongkong = new Collection(HONGKONG, MoveRules.ALL);

    /** What a site knows, put together by hand. */
    private static final class World implements Surroundings {

        final Map<SiteId, Map<SiteId, Pause>> pauses = new HashMap<>();
        final Map<SiteLog, Long> applied = new HashMap<>();
        final Map<SiteId, Long> ends = new HashMap<>();
        final Set<SiteId> silent = new TreeSet<>();
        final Map<SiteId, MirrorMark> held = new HashMap<>();
        SiteId self = CANADA;
        Epoch latest = Epoch.FIRST;

        void says(SiteId speaker, PauseWord word) {
            pauses.computeIfAbsent(word.lost(), _ -> new HashMap<>())
                    .put(speaker, new Pause(word, 1));
        }

        void states(SiteId speaker, long offset) {
            says(speaker, new PauseWord(Kind.STATED, STREAM, offset, TAKEN.version()));
        }

        @Override
        public boolean isNoticeOver() {
            return true;
        }

        @Override
        public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
            return ShardSet.none();
        }

        @Override
        public ShardSet leased(RoutingTable table) {
            return ShardSet.all();
        }

        @Override
        public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
            return Map.of(latest, shards);
        }

        @Override
        public Map<SiteLog, Long> appliedVector() {
            return applied;
        }

        @Override
        public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
            var said = new HashMap<>(pauses.getOrDefault(lost, Map.of()));
            said.values().removeIf(pause -> pause.word().tableVersion() < version);
            return said;
        }

        @Override
        public Set<SiteId> paused() {
            var mine = new TreeSet<SiteId>();
            pauses.forEach((lost, said) -> {
                if (said.containsKey(self)) {
                    mine.add(lost);
                }
            });
            return mine;
        }

        @Override
        public MirrorMark mirrorEnd(SiteId site) {
            return new MirrorMark(new SiteLog(site, 1), ends.getOrDefault(site, 0L));
        }

        @Override
        public Set<SiteId> others() {
            var others = new TreeSet<>(Set.of(SHANGHAI, HONGKONG, CANADA));
            others.remove(self);
            return others;
        }

        @Override
        public Map<SiteId, MirrorMark> heldBack() {
            return held;
        }

        @Override
        public Set<SiteId> unreachable() {
            return silent;
        }
    }

    private static PauseWord word(Kind kind, long offset) {
        return new PauseWord(kind, STREAM, offset, TAKEN.version());
    }

    private boolean isCollected() {
        return canada.isCollected(SHANGHAI, TAKEN, world);
    }

    @Test
    void aSurvivorStopsThenSaysWhatItHasAndGoesOnWhenTheHomesAreOpen() {
        world.self = HONGKONG;
        world.ends.put(SHANGHAI, 17L);
        assertThat(hongkong.due(Tables.first(), world)).isEmpty();

        assertThat(hongkong.due(TAKEN, world)).containsExactly(word(Kind.FROZEN, 0));
        world.says(HONGKONG, word(Kind.FROZEN, 0));
        assertThat(hongkong.due(TAKEN, world)).containsExactly(word(Kind.STATED, 17));
        world.states(HONGKONG, 17);
        assertThat(hongkong.due(TAKEN, world)).isEmpty();

        world.latest = new Epoch(2);
        assertThat(hongkong.due(TAKEN, world)).containsExactly(word(Kind.ENDED, 0));
    }

    @Test
    void aPlannedMovePausesNothing() {
        var moved = Tables.first().withAssignment(EAST, CANADA, Set.of());
        assertThat(canada.due(moved, world)).isEmpty();
    }

    @Test
    void theNewHomeFetchesTheMostThatAnySurvivorHas() {
        world.ends.put(SHANGHAI, 10L);
        world.states(CANADA, 10);
        assertThat(canada.due(TAKEN, world)).isEmpty();
        world.says(HONGKONG, word(Kind.FROZEN, 0));
        assertThat(canada.due(TAKEN, world)).isEmpty();
        world.states(HONGKONG, 17);
        assertThat(canada.due(TAKEN, world)).containsExactly(word(Kind.STATED, 17));
    }

    @Test
    void aSurvivorFetchesWhatTheNewHomeHasAndNotWhatOthersHave() {
        world.self = HONGKONG;
        world.ends.put(SHANGHAI, 10L);
        world.states(HONGKONG, 10);
        world.states(new SiteId("frankfurt"), 30);
        assertThat(hongkong.due(TAKEN, world)).isEmpty();
        world.states(CANADA, 17);
        assertThat(hongkong.due(TAKEN, world)).containsExactly(word(Kind.STATED, 17));
    }

    /** Hong Kong's opening needs more of Shanghai; its word on that stands behind the opening. */
    @Test
    void theNewHomeFetchesWhatAnOpeningNeedsThatIsHeldBack() {
        world.ends.put(SHANGHAI, 10L);
        world.states(CANADA, 10);
        world.held.put(HONGKONG, new Surroundings.MirrorMark(STREAM, 17));
        assertThat(canada.due(TAKEN, world)).containsExactly(word(Kind.STATED, 17));

        world.states(CANADA, 17);
        assertThat(canada.due(TAKEN, world)).isEmpty();
        world.held.put(HONGKONG, new Surroundings.MirrorMark(new SiteLog(CANADA, 1), 30));
        assertThat(canada.due(TAKEN, world)).as("not of a site that is lost").isEmpty();
    }

    @Test
    void aSurvivorFetchesWhatAnOpeningOfTheNewHomeNeedsAndNoOther() {
        world.self = HONGKONG;
        world.ends.put(SHANGHAI, 10L);
        world.states(HONGKONG, 10);
        world.held.put(new SiteId("frankfurt"), new Surroundings.MirrorMark(STREAM, 30));
        assertThat(hongkong.due(TAKEN, world)).isEmpty();
        world.held.put(CANADA, new Surroundings.MirrorMark(STREAM, 17));
        assertThat(hongkong.due(TAKEN, world)).containsExactly(word(Kind.STATED, 17));
    }

    @Test
    void itIsSaidAgainForANewerTable() {
        world.states(CANADA, 10);
        world.ends.put(SHANGHAI, 10L);
        var newer = TAKEN.withTtl(CANADA, 9_000);
        assertThat(canada.due(newer, world))
                .containsExactly(new PauseWord(Kind.STATED, STREAM, 10, newer.version()));
    }

    @Test
    void itIsCollectedWhenAllHaveSpokenAndTheMostOfItIsApplied() {
        world.applied.put(STREAM, 10L);
        assertThat(isCollected()).isFalse();
        world.states(CANADA, 10);
        assertThat(isCollected()).as("hongkong has not spoken").isFalse();
        world.says(HONGKONG, word(Kind.FROZEN, 0));
        assertThat(isCollected()).isFalse();
        world.states(HONGKONG, 17);
        assertThat(isCollected()).as("it has more").isFalse();
        world.states(CANADA, 17);
        assertThat(isCollected()).as("it is not applied").isFalse();
        world.applied.put(STREAM, 17L);
        assertThat(isCollected()).isTrue();
    }

    @Test
    void whoCannotBeReachedIsNotWaitedFor() {
        world.states(CANADA, 10);
        world.applied.put(STREAM, 10L);
        world.silent.add(HONGKONG);
        assertThat(isCollected()).isTrue();
    }

    @Test
    void whoWasLostBeforeAndIsBackIsWaitedForAgain() {
        // Hong Kong had lost its homes to Shanghai, which opened them before it was lost itself.
        var again =
                Tables.first()
                        .withAssignment(WEST, SHANGHAI, Set.of(HONGKONG))
                        .withAssignment(WEST, CANADA, Set.of(SHANGHAI));
        world.latest = new Epoch(2);
        world.says(CANADA, new PauseWord(Kind.STATED, STREAM, 10, again.version()));
        world.applied.put(STREAM, 10L);

        assertThat(canada.isCollected(SHANGHAI, again, world)).isFalse();
        world.says(HONGKONG, new PauseWord(Kind.STATED, STREAM, 10, again.version()));
        assertThat(canada.isCollected(SHANGHAI, again, world)).isTrue();
    }

    @Test
    void whoIsItselfCollectedHereIsNotWaitedFor() {
        world.states(CANADA, 10);
        world.applied.put(STREAM, 10L);
        world.says(CANADA, new PauseWord(Kind.STATED, new SiteLog(HONGKONG, 1), 7, 1));
        assertThat(isCollected()).isTrue();
    }

    @Test
    void whatWasSaidForAnOlderTableDoesNotCount() {
        world.states(CANADA, 10);
        world.applied.put(STREAM, 10L);
        world.says(HONGKONG, new PauseWord(Kind.STATED, STREAM, 5, TAKEN.version() - 1));
        assertThat(isCollected()).isFalse();
    }

    @Test
    void withoutTheRulesNothingIsPausedOrWaitedFor() {
        world.applied.put(STREAM, 10L);
        var without = new Collection(CANADA, MoveRules.without(MoveRule.PAUSES_LOST_STREAM));
        assertThat(without.due(TAKEN, world)).isEmpty();
        assertThat(without.isCollected(SHANGHAI, TAKEN, world)).isTrue();

        var alone = new Collection(CANADA, MoveRules.without(MoveRule.COLLECTS_FROM_SURVIVORS));
        world.states(CANADA, 10);
        world.states(HONGKONG, 17);
        world.ends.put(SHANGHAI, 10L);
        assertThat(alone.due(TAKEN, world)).isEmpty();
        assertThat(alone.isCollected(SHANGHAI, TAKEN, world)).isTrue();
    }

    @Test
    void whoGetsItsShardsBackIsPausedNoLonger() {
        world.self = HONGKONG;
        world.states(HONGKONG, 17);
        var back = TAKEN.withAssignment(EAST, SHANGHAI, Set.of());
        assertThat(hongkong.due(back, world))
                .isEqualTo(List.of(new PauseWord(Kind.ENDED, STREAM, 0, back.version())));
    }

    /** That canada has opened is confirmed, and Hong Kong does not have the opening yet. */
    @Test
    void aSurvivorStaysPausedUntilItHasTheOpening() {
        world.self = HONGKONG;
        world.ends.put(SHANGHAI, 17L);
        world.states(HONGKONG, 17);
        var confirmed = TAKEN.withConfirmedOpening(EAST);
        assertThat(hongkong.due(confirmed, world))
                .containsExactly(new PauseWord(Kind.STATED, STREAM, 17, confirmed.version()));

        world.latest = new Epoch(2);
        assertThat(hongkong.due(confirmed, world))
                .containsExactly(new PauseWord(Kind.ENDED, STREAM, 0, confirmed.version()));
    }

    @Test
    void ofATakeoverOfATakeoverEachLostSiteIsPausedAndFollowed() {
        // Canada took over and was lost before Hong Kong heard that it had opened.
        world.self = HONGKONG;
        world.ends.put(SHANGHAI, 10L);
        world.states(HONGKONG, 10);
        world.states(CANADA, 17);
        var again = TAKEN.withAssignment(EAST, HONGKONG, Set.of(CANADA));
        assertThat(hongkong.due(again, world))
                .containsExactlyInAnyOrder(
                        new PauseWord(Kind.FROZEN, new SiteLog(CANADA, 1), 0, again.version()),
                        new PauseWord(Kind.STATED, STREAM, 17, again.version()));
    }
}
