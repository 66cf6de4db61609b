package dev.homeport.dcnode.home.opening;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.Closing;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HomeFollowerTest {

    private static final Map<SiteLog, Long> VECTOR =
            Map.of(new SiteLog(SHANGHAI, 1), 40L, new SiteLog(CANADA, 7), 7L);

    private final EpochLedger ledger = new EpochLedger(LeaseRules.ALL);
    private final HomeFollower canada = new HomeFollower(CANADA, LeaseRules.ALL, MoveRules.ALL);

    /** Where Shanghai's word on its mirror stands in canada's stream. */
    private static final long PAUSED_AT = 9;

    /**
     * A world in which nobody else is waited for, and Shanghai's stream is paused and collected.
     */
    private interface Quiet extends Surroundings {

        @Override
        default Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
            var word = new PauseWord(PauseWord.Kind.STATED, new SiteLog(lost, 1), 40, 99);
            return lost.equals(SHANGHAI) ? Map.of(CANADA, new Pause(word, PAUSED_AT)) : Map.of();
        }

        @Override
        default Set<SiteId> paused() {
            return Set.of(SHANGHAI);
        }

        @Override
        default MirrorMark mirrorEnd(SiteId site) {
            return new MirrorMark(new SiteLog(site, 1), 40);
        }

        @Override
        default boolean isNoticeOver() {
            return true;
        }

        @Override
        default Set<SiteId> others() {
            return Set.of();
        }

        @Override
        default Map<SiteId, MirrorMark> heldBack() {
            return Map.of();
        }

        @Override
        default Set<SiteId> unreachable() {
            return Set.of();
        }
    }

    /** A world in which one site has closed some shards and canada holds the lease of some. */
    private record World(SiteId closer, ShardSet closed, ShardSet leased, Epoch latest)
            implements Quiet {

        World(ShardSet closedByShanghai, ShardSet leased, Epoch latest) {
            this(SHANGHAI, closedByShanghai, leased, latest);
        }

        @Override
        public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
            return site.equals(closer) ? shards.intersection(closed) : ShardSet.none();
        }

        @Override
        public ShardSet leased(RoutingTable table) {
            return leased;
        }

        @Override
        public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
            return Map.of(latest, shards);
        }

        @Override
        public Map<SiteLog, Long> appliedVector() {
            return VECTOR;
        }
    }

    private static World nothingKnown() {
        return new World(ShardSet.none(), ShardSet.none(), Epoch.FIRST);
    }

    private void closeAllThatIsDue(RoutingTable table) {
        canada.closing(table, ledger)
                .ifPresent(closed ->
                        closed.closings().forEach(c -> ledger.closeBelow(c.shards(), c.below())));
    }

    @Test
    void theFirstTableIsOpenedAtOnce() {
        var openings = canada.openings(Tables.first(), ledger, nothingKnown());
        assertThat(openings)
                .containsExactly(new HomeOpened(WEST, Epoch.FIRST, Epoch.FIRST, VECTOR));
    }

    @Test
    void whatATableEndedIsClosedBeforeAnythingElse() {
        ledger.open(WEST, Epoch.FIRST);
        var moved = Tables.first().withAssignment(WEST, SHANGHAI, Set.of());

        assertThat(canada.isSettled(moved, ledger)).isFalse();
        assertThat(canada.closing(moved, ledger))
                .contains(new HomeClosed(List.of(new Closing(WEST, new Epoch(2)))));
        closeAllThatIsDue(moved);
        assertThat(canada.closing(moved, ledger)).isEmpty();
        assertThat(canada.isSettled(moved, ledger)).isTrue();
    }

    @Test
    void aPlannedMoveWaitsForTheEarlierHomesClosingShardByShard() {
        var moved = Tables.first().withAssignment(EAST, CANADA, Set.of());
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(moved);
        var half = ShardSet.range(0, 1_024);

        assertThat(canada.openings(moved, ledger, nothingKnown())).isEmpty();
        assertThat(canada.openings(moved, ledger, new World(half, EAST, Epoch.FIRST)))
                .containsExactly(new HomeOpened(half, new Epoch(2), Epoch.FIRST, VECTOR));
    }

    @Test
    void theLeaseAloneDoesNotOpenAPlannedMove() {
        var moved = Tables.first().withAssignment(EAST, CANADA, Set.of());
        closeAllThatIsDue(moved);
        var leased = new World(ShardSet.none(), EAST, Epoch.FIRST);
        assertThat(openedShards(canada.openings(moved, ledger, leased)).intersects(EAST)).isFalse();
    }

    @Test
    void aTakeoverWaitsForTheLeaseInsteadOfTheLostSitesWord() {
        var taken = Tables.first().withAssignment(EAST, CANADA, Set.of(SHANGHAI));
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(taken);

        assertThat(canada.openings(taken, ledger, nothingKnown())).isEmpty();
        var leased = new World(ShardSet.none(), EAST, Epoch.FIRST);
        assertThat(canada.openings(taken, ledger, leased))
                .containsExactly(
                        new HomeOpened(
                                EAST,
                                new Epoch(2),
                                Epoch.FIRST,
                                VECTOR,
                                Map.of(SHANGHAI, PAUSED_AT)));
    }

    @Test
    void everyLinkOfTheChainIsSettledByItself() {
        // Shanghai was lost to hongkong, which never opened and hands on to canada as planned.
        var chained =
                Tables.first()
                        .withAssignment(EAST, HONGKONG, Set.of(SHANGHAI))
                        .withAssignment(EAST, CANADA, Set.of());
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(chained);

        var shanghaiSettled = new World(EAST, EAST, Epoch.FIRST);
        assertThat(canada.openings(chained, ledger, shanghaiSettled)).isEmpty();
    }

    @Test
    void aLinkBeforeTheLatestOpeningIsSettledByThatOpening() {
        var chained =
                Tables.first()
                        .withAssignment(EAST, HONGKONG, Set.of())
                        .withAssignment(EAST, CANADA, Set.of());
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(chained);

        var hongkongNeverOpened = new World(HONGKONG, EAST, ShardSet.none(), Epoch.FIRST);
        assertThat(canada.openings(chained, ledger, hongkongNeverOpened)).isEmpty();
        var hongkongOpened = new World(HONGKONG, EAST, ShardSet.none(), new Epoch(2));
        assertThat(canada.openings(chained, ledger, hongkongOpened))
                .containsExactly(new HomeOpened(EAST, new Epoch(3), new Epoch(2), VECTOR));
    }

    /** Hong Kong's opening is confirmed, but it was lost before canada had that opening. */
    @Test
    void whatAConfirmedTakeoverHadToSettleIsSettledByWhoDoesNotHaveItsOpening() {
        var again =
                Tables.first()
                        .withAssignment(EAST, HONGKONG, Set.of(SHANGHAI))
                        .withConfirmedOpening(EAST)
                        .withAssignment(EAST, CANADA, Set.of(HONGKONG));
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(again);

        var bothCollected = new BothPaused(EAST, Epoch.FIRST);
        assertThat(canada.openings(again, ledger, bothCollected))
                .containsExactly(
                        new HomeOpened(
                                EAST,
                                new Epoch(3),
                                Epoch.FIRST,
                                VECTOR,
                                Map.of(SHANGHAI, PAUSED_AT, HONGKONG, PAUSED_AT)));
        var itsOpeningIsHere = new BothPaused(EAST, new Epoch(2));
        assertThat(canada.openings(again, ledger, itsOpeningIsHere))
                .extracting(HomeOpened::pauses)
                .containsExactly(Map.of(HONGKONG, PAUSED_AT));
    }

    /** A world in which the streams of all others are paused and nothing of them is missing. */
    private record BothPaused(ShardSet leased, Epoch latest) implements Quiet {

        @Override
        public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
            var word = new PauseWord(PauseWord.Kind.STATED, new SiteLog(lost, 1), 0, 99);
            return Map.of(CANADA, new Pause(word, PAUSED_AT));
        }

        @Override
        public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
            return ShardSet.none();
        }

        @Override
        public ShardSet leased(RoutingTable table) {
            return leased;
        }

        @Override
        public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
            return Map.of(latest, shards);
        }

        @Override
        public Map<SiteLog, Long> appliedVector() {
            return VECTOR;
        }
    }

    @Test
    void aShardThatComesBackWaitsForItsOwnClosingToBeApplied() {
        // West was on its way from here to hongkong, which never opened it.
        var back =
                Tables.first()
                        .withAssignment(WEST, HONGKONG, Set.of())
                        .withAssignment(WEST, CANADA, Set.of());
        ledger.open(WEST, Epoch.FIRST);
        closeAllThatIsDue(back);

        var onlyHongkong = new Closers(Set.of(HONGKONG));
        assertThat(canada.openings(back, ledger, onlyHongkong)).isEmpty();
        var both = new Closers(Set.of(HONGKONG, CANADA));
        assertThat(canada.openings(back, ledger, both))
                .containsExactly(new HomeOpened(WEST, new Epoch(3), Epoch.FIRST, VECTOR));
    }

    /** A world in which the closings of some sites are applied here. */
    private record Closers(Set<SiteId> sites) implements Quiet {

        @Override
        public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
            return sites.contains(site) ? shards : ShardSet.none();
        }

        @Override
        public ShardSet leased(RoutingTable table) {
            return ShardSet.none();
        }

        @Override
        public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
            return Map.of(Epoch.FIRST, shards);
        }

        @Override
        public Map<SiteLog, Long> appliedVector() {
            return VECTOR;
        }
    }

    private static ShardSet openedShards(List<HomeOpened> openings) {
        return openings.stream().map(HomeOpened::shards).reduce(ShardSet.none(), ShardSet::union);
    }
}
