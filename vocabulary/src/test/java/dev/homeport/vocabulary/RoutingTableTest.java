package dev.homeport.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-000000000001");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final ShardSet EAST = ShardSet.range(0, 2_048);
    private static final ShardId IN_EAST = new ShardId(5);
    private static final ShardId IN_WEST = new ShardId(3_000);

    private static RoutingTable first() {
        return table(
                List.of(
                        new Allotment(EAST, Chain.first(SHANGHAI)),
                        new Allotment(EAST.complement(), Chain.first(CANADA))));
    }

    private static RoutingTable table(List<Allotment> allotments) {
        return new RoutingTable(
                FLEET,
                1,
                allotments,
                Set.of(SHANGHAI, CANADA),
                new LeasePolicy(Map.of(SHANGHAI, 5_000L, CANADA, 5_000L), 5_000L),
                Map.of());
    }

    @Test
    void everyAssignmentGetsANewEpochAndKeepsItsHistory() {
        var moved = first().withAssignment(EAST, CANADA, Set.of(SHANGHAI));

        assertThat(moved.version()).isEqualTo(2);
        assertThat(moved.homeOf(IN_EAST)).isEqualTo(CANADA);
        assertThat(moved.epochOf(IN_EAST)).isEqualTo(new Epoch(2));
        assertThat(moved.epochOf(IN_WEST)).isEqualTo(Epoch.FIRST);
        assertThat(moved.chainOf(IN_EAST).earlier())
                .containsExactly(Assignment.planned(Epoch.FIRST, SHANGHAI));
        assertThat(moved.chainOf(IN_EAST).declaresLostAfter(SHANGHAI, Epoch.FIRST)).isTrue();
        assertThat(moved.chainOf(IN_EAST).declaresLostAfter(SHANGHAI, new Epoch(2))).isFalse();
        assertThat(moved.shardsHomedAt(CANADA)).isEqualTo(ShardSet.all());
    }

    @Test
    void givingShardsBackToTheSameSiteIsANewEpochToo() {
        var again = first().withAssignment(EAST, SHANGHAI, Set.of());
        assertThat(again.epochOf(IN_EAST)).isEqualTo(new Epoch(2));
        assertThat(again.mayReplace(first())).isTrue();
    }

    @Test
    void aTableReplacesOnlyAnOlderOneWhoseEpochsItDoesNotGoBackOn() {
        var second = first().withAssignment(EAST, CANADA, Set.of());
        var third = second.withTtl(CANADA, 900_000);
        var forked = first().withTtl(CANADA, 1_000).withTtl(CANADA, 2_000);

        assertThat(second.mayReplace(first())).isTrue();
        assertThat(third.mayReplace(first())).isTrue();
        assertThat(first().mayReplace(second)).isFalse();
        assertThat(second.mayReplace(second)).isFalse();
        assertThat(forked.mayReplace(second)).isFalse();
    }

    @Test
    void aTableContinuesWhatItKeepsOrConfirmsAndNothingElse() {
        var moved = first().withAssignment(EAST, CANADA, Set.of());
        var back = moved.withAssignment(EAST, SHANGHAI, Set.of());

        assertThat(moved.continues(first())).isTrue();
        assertThat(back.continues(first())).isTrue();
        assertThat(back.withConfirmedOpening(EAST).continues(moved)).isFalse();
        assertThat(moved.withConfirmedOpening(EAST).continues(moved)).isTrue();
        assertThat(
                        moved.withConfirmedOpening(EAST)
                                .withAssignment(EAST, SHANGHAI, Set.of())
                                .continues(moved))
                .isTrue();

        // It loses the link that still has to be closed.
        assertThat(first().continues(moved)).isFalse();
        // It tells another history of the same epoch.
        var other = first().withAssignment(EAST, SHANGHAI, Set.of());
        assertThat(other.withAssignment(EAST, CANADA, Set.of()).continues(moved)).isFalse();
        // It begins behind an opening that the older table does not know.
        assertThat(
                        moved.withAssignment(EAST, SHANGHAI, Set.of())
                                .withConfirmedOpening(EAST)
                                .continues(moved))
                .isFalse();
        // A part of the shards is enough.
        var half = ShardSet.range(0, 7);
        assertThat(
                        moved.withAssignment(half, SHANGHAI, Set.of())
                                .withConfirmedOpening(half)
                                .continues(moved))
                .isFalse();
    }

    @Test
    void anotherFleetsTableReplacesNothing() {
        var other =
                new RoutingTable(
                        FleetId.parse("0192f3a4-0000-7000-8000-000000000002"),
                        9,
                        first().allotments(),
                        first().witnesses(),
                        first().leases(),
                        Map.of());
        assertThat(other.mayReplace(first())).isFalse();
    }

    @Test
    void theLongestLengthOnlyGrows() {
        var policy = first().withTtl(CANADA, 900_000).withTtl(CANADA, 1_000).leases();
        assertThat(policy.ttlMillis(CANADA)).isEqualTo(1_000);
        assertThat(policy.longestTtlMillis()).isEqualTo(900_000);
    }

    @Test
    void aFenceRemembersTheVersionThatFirstSaidSo() {
        var log = new SiteLog(SHANGHAI, 1);
        var fenced = first().withFence(log).withTtl(CANADA, 1_000);
        assertThat(fenced.fences()).containsEntry(log, 2L);
    }

    @Test
    void aConfirmedOpeningCutsTheChain() {
        var confirmed = first().withAssignment(EAST, CANADA, Set.of()).withConfirmedOpening(EAST);
        assertThat(confirmed.chainOf(IN_EAST).links())
                .containsExactly(Assignment.planned(new Epoch(2), CANADA));
    }

    @Test
    void aChainIsBounded() {
        var table = first();
        for (var i = 1; i < Chain.LONGEST; i++) {
            table = table.withAssignment(EAST, i % 2 == 0 ? SHANGHAI : CANADA, Set.of());
        }
        var full = table;
        assertThatThrownBy(() -> full.withAssignment(EAST, CANADA, Set.of()))
                .hasMessageContaining("9 links");
    }

    @Test
    void everyShardHasExactlyOneHome() {
        assertThatThrownBy(() -> table(List.of(new Allotment(EAST, Chain.first(SHANGHAI)))))
                .hasMessageContaining("shard 2048 has no home");
        assertThatThrownBy(() ->
                        table(
                                List.of(
                                        new Allotment(EAST, Chain.first(SHANGHAI)),
                                        new Allotment(ShardSet.all(), Chain.first(CANADA)))))
                .hasMessageContaining("shard 0 has two homes");
    }

    @Test
    void shardsWithTheSameHistoryShareAnAllotment() {
        var half = ShardSet.range(0, 1_024);
        var moved =
                first().withAssignment(half, CANADA, Set.of())
                        .withAssignment(EAST.minus(half), CANADA, Set.of());
        assertThat(moved.allotments()).hasSize(2);
    }

    @Test
    void theFirstTableDealsTheShardsOutEvenly() {
        var hongkong = new SiteId("hongkong");
        var sites = List.of(SHANGHAI, hongkong, CANADA);
        var leases = LeasePolicy.uniform(sites, 30_000);

        var table = RoutingTable.genesis(FLEET, sites, leases);

        assertThat(table).isEqualTo(RoutingTable.genesis(FLEET, sites, leases));
        assertThat(table.version()).isEqualTo(1);
        assertThat(table.witnesses()).containsExactlyInAnyOrderElementsOf(sites);
        assertThat(sites)
                .allSatisfy(site ->
                        assertThat(table.shardsHomedAt(site).size()).isBetween(1_365, 1_366));
        assertThat(table.allotments())
                .allSatisfy(a -> assertThat(a.epoch()).isEqualTo(Epoch.FIRST));
    }

    @Test
    void aFirstTableNamesEverySiteOnceAndGivesItAPolicy() {
        var leases = LeasePolicy.uniform(List.of(SHANGHAI), 1);
        assertThatThrownBy(() -> RoutingTable.genesis(FLEET, List.of(), leases))
                .hasMessageContaining("name every site once");
        assertThatThrownBy(() -> RoutingTable.genesis(FLEET, List.of(SHANGHAI, SHANGHAI), leases))
                .hasMessageContaining("name every site once");
        assertThatThrownBy(() -> RoutingTable.genesis(FLEET, List.of(SHANGHAI, CANADA), leases))
                .hasMessageContaining("canada has no lease policy");
    }
}
