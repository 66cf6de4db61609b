package dev.homeport.controlplane.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.controlplane.decision.AccessChange;
import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ControlStateTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final List<SiteId> SITES =
            Stream.of("shanghai", "hongkong", "canada").map(SiteId::new).toList();
    private static final Genesis GENESIS =
            new Genesis(
                    FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                    new Topology(
                            SITES.stream()
                                    .map(site -> new Site(site, SiteState.IN_SERVICE, List.of()))
                                    .toList()),
                    new Policy(LeasePolicy.uniform(SITES, 30_000), Optional.empty()));

    private static Decision decision(long basis, ControlRecord... records) {
        return new Decision(basis, "a test", 1, "because", List.of(records));
    }

    private static ControlState begun() throws BrokenRuleException {
        return ControlState.EMPTY.after(
                new Decision(0, "a test", 1, "begin", granted(GENESIS.decide(ControlState.EMPTY))));
    }

    private static List<ControlRecord> granted(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Ruling.Granted.class);
        return ((Ruling.Granted) ruling).records();
    }

    private static RoutingTable tableOf(ControlState state) {
        return state.table().orElseThrow();
    }

    @Test
    void fleetBeginsWithTheTableThatAnyoneCanWorkOut() throws Exception {
        assertThat(begun().table())
                .contains(
                        RoutingTable.genesis(
                                GENESIS.fleet(), SITES, LeasePolicy.uniform(SITES, 30_000)));
        assertThat(GENESIS.decide(begun())).isEqualTo(new Ruling.Standing());
    }

    @Test
    void decisionOnAStateThatHasChangedIsRefused() throws Exception {
        var state = begun();
        assertThatThrownBy(() -> state.after(decision(0, new TopologySet(GENESIS.topology()))))
                .isInstanceOf(BrokenRuleException.class)
                .hasMessageContaining("decide again");
    }

    @Test
    void tableThatMayNotReplaceTheStandingOneIsRefused() throws Exception {
        var state = begun();
        var moved = tableOf(state).withAssignment(ShardSet.range(0, 9), CANADA, Set.of());
        var next = state.after(decision(1, new TableCommitted(moved)));
        assertThat(next.tableVersion()).isEqualTo(2);

        // Higher, but it takes an epoch back.
        var back = tableOf(state).withConfirmedOpening(ShardSet.all());
        var further = back.withConfirmedOpening(ShardSet.all());
        assertThatThrownBy(() -> next.after(decision(2, new TableCommitted(further))))
                .isInstanceOf(BrokenRuleException.class);
    }

    @Test
    void twoTablesOfOneVersionAreAnAlarm() throws Exception {
        var state = begun();
        var other = tableOf(state).withAssignment(ShardSet.range(0, 9), CANADA, Set.of());
        var moved = tableOf(state).withAssignment(ShardSet.range(9, 12), CANADA, Set.of());
        var next = state.after(decision(1, new TableCommitted(moved)));

        assertThatThrownBy(() -> next.after(decision(2, new TableCommitted(other))))
                .hasMessageStartingWith("ALARM");
    }

    @Test
    void budgetsOfPolicyAndTableChangeTogetherOrNotAtAll() throws Exception {
        var state = begun();
        var shorter =
                new PolicySet(
                        new Policy(
                                GENESIS.policy().isolationBudgets().with(CANADA, 5_000),
                                Optional.empty()));
        assertThatThrownBy(() -> state.after(decision(1, shorter)))
                .hasMessageContaining("record both together");

        var next =
                state.after(
                        decision(
                                1,
                                shorter,
                                new TableCommitted(tableOf(state).withTtl(CANADA, 5_000))));
        assertThat(tableOf(next).leases().ttlMillis(CANADA)).isEqualTo(5_000);
    }

    @Test
    void longestBudgetEverSetIsNeverForgotten() throws Exception {
        var state = begun();
        var forgets =
                new PolicySet(new Policy(LeasePolicy.uniform(SITES, 5_000), Optional.empty()));
        assertThatThrownBy(() -> state.after(decision(1, forgets)))
                .hasMessageContaining("never becomes shorter");
    }

    @Test
    void siteThatIsHomeOfShardsCannotLeaveTheTopology() throws Exception {
        var state = begun();
        var without = new Topology(GENESIS.topology().sites().subList(0, 2));
        assertThatThrownBy(() -> state.after(decision(1, new TopologySet(without))))
                .hasMessageContaining("canada");
    }

    @Test
    void changedAddressesAreRecordedOnce() throws Exception {
        var change =
                new AccessChange(Map.of(CANADA, List.of(URI.create("https://127.72.3.1:25001"))));
        var next =
                begun().after(
                                new Decision(
                                        1, "a test", 1, "moved", granted(change.decide(begun()))));

        assertThat(next.topology().orElseThrow().site(CANADA).orElseThrow().access())
                .containsExactly(URI.create("https://127.72.3.1:25001"));
        assertThat(change.decide(next)).isEqualTo(new Ruling.Standing());
    }
}
