package dev.homeport.controlplane.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What records of moves may do to a state, whoever decided on them. */
class MoveRecordsTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final List<SiteId> SITES = List.of(SHANGHAI, CANADA);
    private static final ShardSet SOME = ShardSet.range(0, 9);

    private ControlState state;

    @BeforeEach
    void begin() throws BrokenRuleException {
        var genesis =
                new Genesis(
                        FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                        new Topology(
                                SITES.stream()
                                        .map(s -> new Site(s, SiteState.IN_SERVICE, List.of()))
                                        .toList()),
                        new Policy(LeasePolicy.uniform(SITES, 30_000), Optional.empty()));
        state = ControlState.EMPTY;
        var begun = genesis.decide(state);
        assertThat(begun).isInstanceOf(Ruling.Granted.class);
        state = after(((Ruling.Granted) begun).records().toArray(ControlRecord[]::new));
    }

    private ControlState after(ControlRecord... records) throws BrokenRuleException {
        return state.after(
                new Decision(state.decisions(), "a test", 1, "because", List.of(records)));
    }

    private RoutingTable table() {
        return state.table().orElseThrow();
    }

    private RoutingTable given(ShardSet shards) {
        return table().withAssignment(shards, CANADA, Set.of());
    }

    private static Move move(String request, ShardSet shards, long epoch, long version) {
        return new Move(
                MoveId.ofRequest(request),
                MoveKind.EVACUATION,
                SHANGHAI,
                List.of(new Transfer(shards, SHANGHAI, CANADA, new Epoch(epoch))),
                version,
                MovePhase.MOVING,
                "an operator",
                "a test",
                1);
    }

    private void assertRefused(String words, ControlRecord... records) {
        assertThatThrownBy(() -> after(records))
                .isInstanceOf(BrokenRuleException.class)
                .hasMessageContaining(words);
    }

    @Test
    void proposalStandsOnceAndIsWithdrawnOnce() throws Exception {
        var proposed = new TakeoverProposed(CANADA, new Proposal("nothing is seen", 1));
        var withdrawn = new TakeoverWithdrawn(CANADA, "it is seen again");
        assertRefused("no takeover of canada is proposed", withdrawn);
        assertRefused(
                "names a site that is none",
                new TakeoverProposed(new SiteId("atlantis"), proposed.proposal()));
        state = after(proposed);
        assertThat(state.proposals()).containsEntry(CANADA, proposed.proposal());
        assertRefused("is proposed already", proposed);
        state = after(withdrawn);
        assertThat(state.proposals()).isEmpty();
    }

    @Test
    void budgetsOfThePolicyAreTheLeasesOfTheTable() throws Exception {
        var policy = state.policy().orElseThrow().with(CANADA, 5_000);
        assertRefused("record both together", new PolicySet(policy));
        state = after(new PolicySet(policy), new TableCommitted(table().withTtl(CANADA, 5_000)));
        assertThat(table().leases().ttlMillis(CANADA)).isEqualTo(5_000);
        assertRefused(
                "names a site that is none",
                new PolicySet(policy.with(new SiteId("atlantis"), AutomationMode.OBSERVE)));
    }

    @Test
    void aTakeoverHasAReceiptAndNoOtherMoveHas() {
        assertThatThrownBy(() ->
                        new Move(
                                MoveId.ofRequest("1"),
                                MoveKind.TAKEOVER,
                                SHANGHAI,
                                List.of(new Transfer(SOME, SHANGHAI, CANADA, new Epoch(2))),
                                2,
                                MovePhase.MOVING,
                                "an operator",
                                "a test",
                                1))
                .hasMessageContaining("receipt: a takeover has one");
    }

    @Test
    void tableThatForgetsAHomeWhichHasNotClosedIsRefused() throws Exception {
        var moved = given(SOME);
        var forgets = moved.withAssignment(SOME, SHANGHAI, Set.of()).withConfirmedOpening(SOME);
        assertRefused("does not go on from version 1", new TableCommitted(forgets));
        state = after(new TableCommitted(moved));
        state = after(new TableCommitted(table().withConfirmedOpening(SOME)));
        assertThat(state.tableVersion()).isEqualTo(3);
    }

    @Test
    void moveStandsOnlyWithTheTableThatCarriesItOut() throws Exception {
        var moved = given(SOME);
        assertRefused("record both together", new MoveBegun(move("1", SOME, 2, 2)));
        assertRefused(
                "does not give shards 9",
                new TableCommitted(moved),
                new MoveBegun(move("1", ShardSet.range(0, 10), 2, 2)));
        assertRefused(
                "does not give shards 0-8",
                new TableCommitted(moved),
                new MoveBegun(move("1", SOME, 3, 2)));

        state = after(new TableCommitted(moved), new MoveBegun(move("1", SOME, 2, 2)));
        assertThat(state.moves().open()).hasSize(1);
        // The table may go on from there.
        state = after(new TableCommitted(table().withAssignment(SOME, SHANGHAI, Set.of())));
        assertThat(state.moves().open()).hasSize(1);
    }

    @Test
    void shardIsInOneOpenMoveAndAMoveBeginsOnce() throws Exception {
        var moved = given(SOME);
        state = after(new TableCommitted(moved), new MoveBegun(move("1", SOME, 2, 2)));
        assertRefused("has begun already", new MoveBegun(move("1", SOME, 2, 2)));
        assertRefused("in two open moves", new MoveBegun(move("2", SOME, 2, 2)));

        state = after(new MoveEnded(MoveId.ofRequest("1"), MoveOutcome.DONE, "there", 2));
        assertRefused("has begun already", new MoveBegun(move("1", SOME, 2, 2)));
    }

    @Test
    void moveEndsAsItWent() throws Exception {
        var id = MoveId.ofRequest("1");
        state = after(new TableCommitted(given(SOME)), new MoveBegun(move("1", SOME, 2, 2)));
        assertRefused("cannot end as aborted", new MoveEnded(id, MoveOutcome.ABORTED, "", 2));

        var back = new Transfer(SOME, CANADA, SHANGHAI, new Epoch(3));
        var returned = table().withAssignment(SOME, SHANGHAI, Set.of());
        assertRefused("record both together", new MoveAborting(id, List.of(back), 3, "why"));
        assertRefused(
                "a move has 1 to 64",
                new TableCommitted(returned),
                new MoveAborting(id, List.of(), 3, "why"));
        state = after(new TableCommitted(returned), new MoveAborting(id, List.of(back), 3, "why"));
        assertRefused("taken back already", new MoveAborting(id, List.of(back), 3, "why"));
        assertRefused("cannot end as done", new MoveEnded(id, MoveOutcome.DONE, "", 2));

        state = after(new MoveEnded(id, MoveOutcome.ABORTED, "back", 2));
        assertRefused("is not open", new MoveEnded(id, MoveOutcome.ABORTED, "back", 2));
        assertRefused("is not open", new MoveAborting(id, List.of(back), 3, "why"));
    }

    @Test
    void stateRemembersTheNewestEndedMovesAndNoMore() throws Exception {
        for (var i = 0; i <= Moves.MOST_ENDED; i++) {
            var shard = ShardSet.range(i, i + 1);
            state =
                    after(
                            new TableCommitted(given(shard)),
                            new MoveBegun(move("" + i, shard, 2, state.tableVersion() + 1)));
            state = after(new MoveEnded(MoveId.ofRequest("" + i), MoveOutcome.DONE, "there", 2));
        }
        assertThat(state.moves().ended()).hasSize(Moves.MOST_ENDED);
        assertThat(state.moves().findEnded(MoveId.ofRequest("0"))).isEmpty();
        assertThat(state.moves().findEnded(MoveId.ofRequest("1"))).isPresent();
    }

    @Test
    void ninthOpenMoveIsRefused() throws Exception {
        for (var i = 0; i < Moves.MOST_OPEN; i++) {
            var shard = ShardSet.range(i, i + 1);
            state =
                    after(
                            new TableCommitted(given(shard)),
                            new MoveBegun(move("" + i, shard, 2, state.tableVersion() + 1)));
        }
        var shard = ShardSet.range(100, 101);
        assertRefused(
                "9 are open; at most 8",
                new TableCommitted(given(shard)),
                new MoveBegun(move("9", shard, 2, state.tableVersion() + 1)));
    }

    @Test
    void nativeHomesAreRecordedOnceAndNameSitesOfTheFleet() throws Exception {
        assertThat(state.natives()).isEqualTo(NativeHomes.asIn(table()));
        assertThat(after(new NativeHomesSet(state.natives())).natives()).isEqualTo(state.natives());
        var other = new TreeMap<SiteId, ShardSet>();
        other.put(CANADA, ShardSet.all());
        assertRefused("once and stays", new NativeHomesSet(new NativeHomes(other)));
    }

    @Test
    void standInIsASiteOfTheFleet() {
        var evacuated =
                state.topology()
                        .orElseThrow()
                        .site(SHANGHAI)
                        .orElseThrow()
                        .evacuatedTo(new SiteId("nowhere"));
        assertRefused(
                "nowhere, the stand-in of shanghai",
                new TopologySet(state.topology().orElseThrow().with(evacuated)));
    }
}
