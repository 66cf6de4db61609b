package dev.homeport.dcnode.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.dcnode.EntryPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufEntryFormatTest {

    private static final long NOON = 1_795_608_000_000L;
    private static final AccountId ALICE = new AccountId(4_096 + 5);
    private static final AccountId BOB = new AccountId(8_192 + 9);
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteLog SHANGHAI_1 = new SiteLog(SHANGHAI, 1);
    private static final SiteLog CANADA_1 = new SiteLog(new SiteId("canada"), 1);
    private static final DerivedId MESSAGE = DerivedId.ofSending(ALICE, new RequestId("request-1"));

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();

    static List<SiteEntry> samples() {
        return List.of(
                control(
                        new Control.HomeChanged(
                                new HomeEntry.HomeOpened(
                                        ShardSet.range(0, 100),
                                        new Epoch(3),
                                        new Epoch(2),
                                        Map.of(SHANGHAI_1, 17L, CANADA_1, 4L)))),
                control(
                        new Control.HomeChanged(
                                new HomeEntry.HomeClosed(
                                        List.of(
                                                new HomeEntry.Closing(ShardSet.all(), new Epoch(2)),
                                                new HomeEntry.Closing(
                                                        ShardSet.of(new ShardId(4_095)),
                                                        new Epoch(9)))))),
                control(new Control.GrantReceived(MESSAGE, 0, 1L << 40)),
                control(new Control.BlockTaken(2, Long.MAX_VALUE, 3, 256)),
                control(new Control.FeatureRaised(1)),
                control(
                        new Control.ShardsDigested(
                                new Epoch(3),
                                new TreeMap<>(
                                        Map.of(
                                                new ShardId(5),
                                                1L,
                                                new ShardId(9),
                                                Long.MIN_VALUE)))),
                control(
                        new Control.MirrorPaused(
                                new PauseWord(PauseWord.Kind.STATED, SHANGHAI_1, 17, 4))),
                control(new Control.ClaimsSettled(2, 300)),
                fact(new Fact.AccountRegistered(ALICE, new Handle("alice"))),
                fact(new Fact.MessageSent(ALICE, BOB, new MessageText("Grüße, 你好 \uD83D\uDC4B"))),
                new ShardEntry(
                        BOB.shard(),
                        new Epoch(1),
                        DerivedId.ofDelivery(MESSAGE),
                        Optional.of(new EntryAddress(new SiteLog(SHANGHAI, 1), 42)),
                        NOON,
                        new Fact.MessageDelivered(MESSAGE, BOB)),
                fact(
                        new Fact.Adopted(
                                new EntryAddress(SHANGHAI_1, 43),
                                Epoch.FIRST,
                                new Fact.MessageSent(ALICE, BOB, new MessageText("late")))));
    }

    @Test
    void anAdoptedAccountReadsBackToo() throws Exception {
        var entry =
                fact(
                        new Fact.Adopted(
                                new EntryAddress(CANADA_1, 7),
                                new Epoch(4),
                                new Fact.AccountRegistered(ALICE, new Handle("alice"))));

        assertThat(format.decode(format.encode(entry))).isEqualTo(entry);
    }

    @Test
    void neitherDeliveriesNorAdoptionsAreAdopted() {
        var original = new EntryAddress(CANADA_1, 7);
        var sent = new Fact.MessageSent(ALICE, BOB, new MessageText("late"));
        for (var fact :
                List.of(
                        new Fact.MessageDelivered(MESSAGE, BOB),
                        new Fact.Adopted(original, Epoch.FIRST, sent))) {
            assertThatThrownBy(() -> new Fact.Adopted(original, Epoch.FIRST, fact))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not adopted");
        }
    }

    private static SiteEntry fact(Fact fact) {
        return new ShardEntry(
                fact.subject().shard(), Epoch.FIRST, MESSAGE, Optional.empty(), NOON, fact);
    }

    private static SiteEntry control(Control control) {
        return new ControlEntry(DerivedId.ofControl(new byte[0]), NOON, control);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyEntryReadsBack(SiteEntry entry) throws Exception {
        var draft = format.encode(entry);

        assertThat(draft.type()).isEqualTo(entry.type().number());
        assertThat(draft.formatVersion()).isEqualTo(ProtobufEntryFormat.VERSION);
        assertThat(format.decode(draft)).isEqualTo(entry);
    }

    @Test
    void everyTypeHasASample() {
        assertThat(samples().stream().map(SiteEntry::type))
                .containsExactlyInAnyOrder(EntryType.values());
    }

    /**
     * The bytes of version 0. When this fails, readers of older logs would fail too: a changed
     * format is a new version, with a golden file of its own.
     */
    @Test
    void theBytesOfVersion0AreTheGoldenOnes() throws Exception {
        var bytes = new TreeMap<String, String>();
        for (var entry : samples()) {
            bytes.put(entry.type().name(), HexFormat.of().formatHex(payload(entry)));
        }

        assertThat(bytes).isEqualTo(golden());
    }

    @Test
    void theVectorOfAnOpeningTellsTheLivesOfALogApart() throws Exception {
        var vector = Map.of(SHANGHAI_1, 17L, new SiteLog(SHANGHAI, 2), 3L, CANADA_1, 4L);
        var opened = opened(vector);

        assertThat(format.decode(format.encode(opened))).isEqualTo(opened);
        var parts = EntryPayload.parseFrom(payload(opened)).getHomeOpened().getVectorList();
        assertThat(parts.stream().map(part -> part.getOrigin() + part.getIncarnation()))
                .containsExactly("canada0", "shanghai0", "shanghai2");
    }

    @Test
    void everyKindOfPauseAndWhatATakeoverReliesOnReadBack() throws Exception {
        for (var kind : PauseWord.Kind.values()) {
            var offset = kind == PauseWord.Kind.STATED ? 17 : 0;
            var word = new PauseWord(kind, new SiteLog(SHANGHAI, 2), offset, 9);
            var entry = control(new Control.MirrorPaused(word));
            assertThat(format.decode(format.encode(entry))).isEqualTo(entry);
        }
        var taken =
                control(
                        new Control.HomeChanged(
                                new HomeEntry.HomeOpened(
                                        ShardSet.all(),
                                        new Epoch(3),
                                        new Epoch(2),
                                        Map.of(SHANGHAI_1, 17L),
                                        Map.of(SHANGHAI, 5L, CANADA_1.site(), 6L))));
        assertThat(format.decode(format.encode(taken))).isEqualTo(taken);
    }

    @Test
    void aVectorThatNamesALifeOfALogTwiceIsCorrupt() throws Exception {
        var draft = format.encode(opened(Map.of(SHANGHAI_1, 17L)));
        var twice = EntryPayload.parseFrom(draft.payload().toByteArray()).toBuilder();
        twice.getHomeOpenedBuilder().addVectorBuilder().setOrigin("shanghai").setIncarnation(1);

        assertCorrupt(
                new Draft(
                        draft.type(), 0, draft.id(), Payload.copyOf(twice.build().toByteArray())));
    }

    private static SiteEntry opened(Map<SiteLog, Long> vector) {
        return control(
                new Control.HomeChanged(
                        new HomeEntry.HomeOpened(
                                ShardSet.all(), new Epoch(3), new Epoch(2), vector)));
    }

    private static Map<String, String> golden() {
        try (var file = ProtobufEntryFormatTest.class.getResourceAsStream("/golden/entry-v0.txt")) {
            var golden = new TreeMap<String, String>();
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(line -> golden.put(line[0], line[1]));
            return golden;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] payload(SiteEntry entry) {
        return format.encode(entry).payload().toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 22, 47, 51, 0xFFFF})
    void aTypeOfANewerReleaseIsNotKnown(int type) {
        var draft = new Draft(type, 0, new EntryId(MESSAGE.toString()), Payload.EMPTY);

        assertThat(format.knows(type, 0)).isFalse();
        assertThatThrownBy(() -> format.decode(draft))
                .isInstanceOfSatisfying(
                        UnreadableEntryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    @Test
    void aFormatOfANewerReleaseIsNotKnown() {
        assertThat(format.knows(EntryType.MESSAGE_SENT.number(), 1)).isFalse();
        assertThat(format.knows(EntryType.MESSAGE_SENT.number(), 0)).isTrue();
    }

    @Test
    void aPayloadOfAnotherTypeThanItsFrameSaysIsCorrupt() {
        var sent = format.encode(samples().get(6));
        var lying = new Draft(EntryType.GRANT_RECEIVED.number(), 0, sent.id(), sent.payload());

        assertCorrupt(lying);
    }

    @Test
    void anEntryOfAnotherShardThanItsAccountsIsCorrupt() throws Exception {
        var draft = format.encode(samples().get(6));
        var moved =
                EntryPayload.parseFrom(draft.payload().toByteArray()).toBuilder()
                        .setShard(6)
                        .build();

        assertCorrupt(new Draft(draft.type(), 0, draft.id(), Payload.copyOf(moved.toByteArray())));
    }

    @Test
    void damagedPayloadsAreReadOrRefusedButNeverAnythingElse() {
        var random = new Random(42);
        for (var i = 0; i < 5_000; i++) {
            var draft = format.encode(samples().get(random.nextInt(samples().size())));
            var bytes = draft.payload().toByteArray();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            var length = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length;
            var damaged =
                    new Draft(
                            draft.type(),
                            0,
                            draft.id(),
                            Payload.copyOf(Arrays.copyOf(bytes, length)));
            try {
                assertThat(format.decode(damaged)).isNotNull();
            } catch (UnreadableEntryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
            }
        }
    }

    private void assertCorrupt(Draft draft) {
        assertThatThrownBy(() -> format.decode(draft))
                .isInstanceOfSatisfying(
                        UnreadableEntryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }
}
