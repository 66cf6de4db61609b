package dev.homeport.controlplane.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.MoveAborting;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.record.NativeHomesSet;
import dev.homeport.controlplane.record.Replayed;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was written once can be read for ever: golden files hold format version 0. */
class GoldenRecordsTest {

    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/homeport/controlplane/control-v0");
    private static final SiteLog STREAM = new SiteLog(new SiteId("control"), 1);
    private static final EntryId ID = new EntryId("genesis");

    private final ProtobufRecordFormat format = new ProtobufRecordFormat();

    static Decision decision() {
        var sites = List.of(new SiteId("shanghai"), new SiteId("canada"));
        var access = List.of(URI.create("https://127.1.1.1:25001"));
        var genesis =
                new Genesis(
                        FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                        new Topology(
                                List.of(
                                        new Site(sites.get(0), SiteState.IN_SERVICE, access),
                                        new Site(sites.get(1), SiteState.CORDONED, List.of()))),
                        new Policy(
                                LeasePolicy.uniform(sites, 30_000), Optional.of("schema: rules")));
        return switch (genesis.decide(ControlState.EMPTY)) {
            case Ruling.Granted(var records, var reason) ->
                    new Decision(
                            0,
                            "shanghai-coordinator-4",
                            1_795_600_000_000L,
                            reason,
                            // As it was before there were moves.
                            records.stream()
                                    .filter(record -> !(record instanceof NativeHomesSet))
                                    .toList());
            case Ruling.Standing() -> throw new AssertionError("stands");
            case Ruling.Refused refused -> throw new AssertionError(refused);
        };
    }

    static Entry entry(byte[] payload) {
        return new Entry(
                STREAM,
                1,
                1,
                new Draft(
                        ProtobufRecordFormat.DECISION_TYPE,
                        ProtobufRecordFormat.VERSION,
                        ID,
                        Payload.copyOf(payload)),
                RunningHash.copyOf(new byte[RunningHash.BYTES]));
    }

    @Test
    void decisionOfVersionZeroIsReadAndWrittenAlike() throws Exception {
        var written = format.encode(ID, decision()).payload().toByteArray();
        var bytes = golden("decision", written);
        assertThat(format.decode(entry(bytes))).isEqualTo(decision());
        assertThat(written).isEqualTo(bytes);
    }

    @Test
    void stateOfVersionZeroIsReadAndWrittenAlike() throws Exception {
        var state = Replayed.NOTHING.after(decision(), ID, new EntryAddress(STREAM, 1));
        var bytes = golden("state", format.write(state));
        assertThat(format.read(bytes)).isEqualTo(state);
        assertThat(format.write(state)).isEqualTo(bytes);
    }

    /** Each kind of record that moves have brought, and an evacuated site. */
    private static Decision decisionOnMoves() {
        var shanghai = new SiteId("shanghai");
        var canada = new SiteId("canada");
        var there = new Transfer(ShardSet.range(0, 2_048), shanghai, canada, new Epoch(2));
        var back = new Transfer(there.shards(), canada, shanghai, new Epoch(3));
        var move =
                new Move(
                        MoveId.ofRequest("a request"),
                        MoveKind.EVACUATION,
                        shanghai,
                        List.of(there),
                        3,
                        MovePhase.MOVING,
                        "an operator",
                        "work on its racks",
                        1_795_600_000_001L);
        var natives = new TreeMap<SiteId, ShardSet>();
        natives.put(shanghai, there.shards());
        natives.put(canada, there.shards().complement());
        return new Decision(
                1,
                "an operator",
                1_795_600_000_001L,
                "moves",
                List.of(
                        new NativeHomesSet(new NativeHomes(natives)),
                        new TopologySet(
                                new Topology(
                                        List.of(
                                                new Site(shanghai, SiteState.IN_SERVICE, List.of())
                                                        .evacuatedTo(canada),
                                                new Site(
                                                        canada, SiteState.IN_SERVICE, List.of())))),
                        new MoveBegun(move),
                        new MoveAborting(move.id(), List.of(back), 4, "a second thought"),
                        new MoveEnded(move.id(), MoveOutcome.ABORTED, "back", 1_795_600_000_002L),
                        new MoveEnded(move.id(), MoveOutcome.DONE, "there", 1_795_600_000_002L)));
    }

    @Test
    void decisionOnMovesIsReadAndWrittenAlike() throws Exception {
        var written = format.encode(ID, decisionOnMoves()).payload().toByteArray();
        var bytes = golden("moves", written);
        assertThat(format.decode(entry(bytes))).isEqualTo(decisionOnMoves());
        assertThat(written).isEqualTo(bytes);
    }

    @Test
    void stateWithMovesIsReadAndWrittenAlike() throws Exception {
        var first = Replayed.NOTHING.after(decision(), ID, new EntryAddress(STREAM, 1)).state();
        var records = decisionOnMoves().records();
        var natives = ((NativeHomesSet) records.get(0)).natives();
        var begun = ((MoveBegun) records.get(2)).move();
        var failBack =
                new Move(
                        MoveId.ofRequest("another request"),
                        MoveKind.FAIL_BACK,
                        begun.site(),
                        begun.transfers(),
                        5,
                        MovePhase.ABORTING,
                        begun.by(),
                        begun.reason(),
                        begun.beganMillis());
        var moves =
                Moves.NONE
                        .with(begun)
                        .with(failBack)
                        .with(new EndedMove(begun, MoveOutcome.DONE, "there", 1_795_600_000_003L));
        var state =
                new Replayed(
                        new ControlState(
                                2,
                                Optional.of(((TopologySet) records.get(1)).topology()),
                                first.policy(),
                                first.table(),
                                natives,
                                moves),
                        new LinkedHashMap<>());
        var bytes = golden("state-with-moves", format.write(state));
        assertThat(format.read(bytes)).isEqualTo(state);
        assertThat(format.write(state)).isEqualTo(bytes);
    }

    @Test
    void whatAnotherReleaseWroteIsRefusedAndNotGuessed() {
        assertThat(format.knows(ProtobufRecordFormat.DECISION_TYPE, 1)).isFalse();
        assertThat(format.knows(2, ProtobufRecordFormat.VERSION)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.read(new byte[] {1}))
                .withMessageContaining("start a release that knows it");
        // A decision whose only record is of a kind that does not exist yet.
        var strange = new byte[] {0x2a, 0x03, (byte) 0xba, 0x06, 0x00};
        assertThatIllegalArgumentException().isThrownBy(() -> format.decode(entry(strange)));
    }

    @Test
    void bytesThatAreNoDecisionAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.decode(entry(new byte[] {7, 7, 7})))
                .withMessageContaining("is no decision");
    }

    /** Reads a golden file; {@code -Dgolden.write=true} writes a new one, never over an old. */
    static byte[] golden(String name, byte[] fresh) throws IOException {
        var file = GOLDEN.resolve(name + ".hex");
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, HexFormat.of().formatHex(fresh) + "\n");
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }
}
