package dev.homeport.controlplane.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.record.PolicySet;
import dev.homeport.controlplane.record.Proposal;
import dev.homeport.controlplane.record.Replayed;
import dev.homeport.controlplane.record.TakeoverProposed;
import dev.homeport.controlplane.record.TakeoverWithdrawn;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What takeovers have brought can be read for ever as well. */
class GoldenTakeoversTest {

    private static final SiteLog STREAM = new SiteLog(new SiteId("control"), 1);
    private static final EntryId ID = new EntryId("genesis");

    private final ProtobufRecordFormat format = new ProtobufRecordFormat();

    /** What takeovers have brought: records, a kind, an outcome, a state of sites, a policy. */
    private static Decision decisionOnTakeovers() {
        var shanghai = new SiteId("shanghai");
        var canada = new SiteId("canada");
        var log = new SiteLog(shanghai, 2);
        var move =
                new Move(
                        MoveId.ofRequest("a request"),
                        MoveKind.TAKEOVER,
                        shanghai,
                        List.of(
                                new Transfer(
                                        ShardSet.range(0, 2_048), shanghai, canada, new Epoch(2))),
                        3,
                        MovePhase.MOVING,
                        "an operator",
                        "it burnt down",
                        1_795_600_000_001L,
                        Optional.of(
                                new Receipt(
                                        Receipt.UNBOUNDED,
                                        List.of(new Receipt.Mirrored(canada, log, 4_711)),
                                        0,
                                        Optional.of("its power is off"))));
        var automation = new TreeMap<SiteId, AutomationMode>();
        automation.put(shanghai, AutomationMode.AUTOMATIC);
        automation.put(canada, AutomationMode.OBSERVE);
        return new Decision(
                1,
                "an operator",
                1_795_600_000_001L,
                "takeovers",
                List.of(
                        new TopologySet(
                                new Topology(
                                        List.of(
                                                new Site(shanghai, SiteState.IN_SERVICE, List.of())
                                                        .takenOverBy(canada),
                                                new Site(
                                                        canada, SiteState.IN_SERVICE, List.of())))),
                        new PolicySet(
                                new Policy(
                                        LeasePolicy.uniform(List.of(shanghai, canada), 30_000),
                                        Optional.empty(),
                                        automation)),
                        new TakeoverProposed(
                                shanghai, new Proposal("nothing is seen", 1_795_600_000_000L)),
                        new TakeoverWithdrawn(shanghai, "it is seen again"),
                        new MoveBegun(move),
                        new MoveEnded(
                                move.id(),
                                MoveOutcome.OVERTAKEN,
                                "lost as well",
                                1_795_600_000_002L)));
    }

    @Test
    void decisionOnTakeoversIsReadAndWrittenAlike() throws Exception {
        var written = format.encode(ID, decisionOnTakeovers()).payload().toByteArray();
        var bytes = GoldenRecordsTest.golden("takeovers", written);
        assertThat(format.decode(GoldenRecordsTest.entry(bytes))).isEqualTo(decisionOnTakeovers());
        assertThat(written).isEqualTo(bytes);
    }

    @Test
    void stateWithTakeoversIsReadAndWrittenAlike() throws Exception {
        var first =
                Replayed.NOTHING
                        .after(GoldenRecordsTest.decision(), ID, new EntryAddress(STREAM, 1))
                        .state();
        var records = decisionOnTakeovers().records();
        var proposed = (TakeoverProposed) records.get(2);
        var proposals = new TreeMap<SiteId, Proposal>();
        proposals.put(proposed.site(), proposed.proposal());
        var state =
                new Replayed(
                        new ControlState(
                                2,
                                Optional.of(((TopologySet) records.get(0)).topology()),
                                Optional.of(((PolicySet) records.get(1)).policy()),
                                first.table(),
                                NativeHomes.NONE,
                                Moves.NONE.with(((MoveBegun) records.get(4)).move()),
                                proposals),
                        new LinkedHashMap<>());
        var bytes = GoldenRecordsTest.golden("state-with-takeovers", format.write(state));
        assertThat(format.read(bytes)).isEqualTo(state);
        assertThat(format.write(state)).isEqualTo(bytes);
    }
}
