package dev.homeport.dcnode.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogAndTableTest {

    private static final SiteId SHANGHAI = Entries.SHANGHAI.site();
    private static final SiteId CANADA = new SiteId("canada");
    private static final ShardId OURS = new ShardId(5);
    private static final ShardId THEIRS = new ShardId(4_000);

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, Entries.SHANGHAI.site());
    private final MemoryQueue queue = new MemoryQueue(Entries.SHANGHAI, judge);
    private RoutingTable table =
            RoutingTable.genesis(
                    new FleetId(new UUID(1, 2)),
                    List.of(SHANGHAI, CANADA),
                    LeasePolicy.uniform(List.of(SHANGHAI, CANADA), 5_000));
    private final LogAndTable homes = new LogAndTable(Entries.SHANGHAI, () -> table, judge::homes);

    private void open(ShardSet shards, long epoch) {
        queue.append(Entries.SHANGHAI, format.encode(Entries.opened(shards, epoch)));
    }

    @Test
    void aShardIsOpenHereOnceTheLogHasOpenedItAtTheTablesEpoch() {
        assertThat(homes.homeOf(OURS)).isInstanceOf(Home.NotOpen.class);
        assertThat(homes.openHere().isEmpty()).isTrue();

        open(table.shardsHomedAt(SHANGHAI), 1);

        assertThat(homes.homeOf(OURS)).isEqualTo(new Home.Here(Epoch.FIRST));
        assertThat(homes.openHere()).isEqualTo(table.shardsHomedAt(SHANGHAI));
        assertThat(homes.homeOf(THEIRS)).isEqualTo(new Home.Elsewhere(CANADA, Epoch.FIRST));
    }

    @Test
    void aShardThatIsTakenOverIsElsewhereAtOnce() {
        open(table.shardsHomedAt(SHANGHAI), 1);

        table = table.withAssignment(ShardSet.of(OURS), CANADA, Set.of(SHANGHAI));

        assertThat(homes.homeOf(OURS)).isEqualTo(new Home.Elsewhere(CANADA, new Epoch(2)));
        assertThat(homes.openHere().contains(OURS)).isFalse();
        assertThat(homes.nextHomeOf(OURS)).isEmpty();
    }

    @Test
    void aShardThatLeavesAsPlannedIsHereUntilTheLogHasClosedItAndBackOnlyWithANewOpening() {
        open(table.shardsHomedAt(SHANGHAI), 1);
        assertThat(homes.nextHomeOf(OURS)).isEmpty();

        table = table.withAssignment(ShardSet.of(OURS), CANADA, Set.of());
        assertThat(homes.homeOf(OURS)).isEqualTo(new Home.Here(Epoch.FIRST));
        assertThat(homes.nextHomeOf(OURS)).contains(new Home.Elsewhere(CANADA, new Epoch(2)));
        assertThat(homes.openHere().contains(OURS)).isTrue();

        queue.append(Entries.SHANGHAI, format.encode(Entries.closed(ShardSet.of(OURS), 2)));
        assertThat(homes.nextHomeOf(OURS)).isEmpty();
        assertThat(homes.homeOf(OURS)).isEqualTo(new Home.Elsewhere(CANADA, new Epoch(2)));
        assertThat(homes.openHere().contains(OURS)).isFalse();

        table = table.withAssignment(ShardSet.of(OURS), SHANGHAI, Set.of());
        assertThat(homes.homeOf(OURS)).isInstanceOf(Home.NotOpen.class);
        queue.append(
                Entries.SHANGHAI, format.encode(Entries.opened(ShardSet.of(OURS), 3, 1, Map.of())));
        assertThat(homes.homeOf(OURS)).isEqualTo(new Home.Here(new Epoch(3)));
    }

    @Test
    void surroundingsTellOnlyWhatTheViewHasApplied() {
        var canadas = table.shardsHomedAt(CANADA);
        queue.append(Entries.CANADA, format.encode(Entries.opened(canadas, 1)));
        open(table.shardsHomedAt(SHANGHAI), 1);
        queue.append(Entries.CANADA, format.encode(Entries.closed(canadas, 2)));

        var streams = new AppliedStreams(queue);
        var behind =
                new LogSurroundings(
                        streams::upTo,
                        judge.homes(),
                        2,
                        _ -> ShardSet.none(),
                        SHANGHAI,
                        Map::of,
                        Neighbours.NONE,
                        () -> true,
                        MoveRules.ALL);
        assertThat(behind.closedBy(CANADA, canadas, new Epoch(2)).isEmpty()).isTrue();
        assertThat(behind.appliedVector())
                .isEqualTo(Map.of(Entries.SHANGHAI, 1L, Entries.CANADA, 1L));

        var level =
                new LogSurroundings(
                        streams::upTo,
                        judge.homes(),
                        3,
                        _ -> ShardSet.none(),
                        SHANGHAI,
                        Map::of,
                        Neighbours.NONE,
                        () -> true,
                        MoveRules.ALL);
        assertThat(level.closedBy(CANADA, canadas, new Epoch(2))).isEqualTo(canadas);
        assertThat(level.appliedVector())
                .isEqualTo(Map.of(Entries.SHANGHAI, 1L, Entries.CANADA, 2L));
        assertThat(level.byLatestOpening(ShardSet.all()))
                .isEqualTo(Map.of(Epoch.FIRST, ShardSet.all()));
    }
}
