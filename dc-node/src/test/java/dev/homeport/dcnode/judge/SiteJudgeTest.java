package dev.homeport.dcnode.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Control.MirrorPaused;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.Closing;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SiteJudgeTest {

    private static final SiteLog SHANGHAI = new SiteLog(new SiteId("shanghai"), 1);
    private static final SiteLog CANADA = new SiteLog(new SiteId("canada"), 1);
    private static final AccountId ALICE = new AccountId(4_096 + 5);
    private static final AccountId NEIGHBOUR = new AccountId(8_192 + 5);
    private static final AccountId BOB = new AccountId(4_096 + 9);
    private static final ShardSet ALICES = ShardSet.of(ALICE.shard());

    private final Log log = new Log();

    /** A log in memory: numbers entries and has them judged. */
    private static final class Log {
        final ProtobufEntryFormat format = new ProtobufEntryFormat();
        final List<Entry> entries = new ArrayList<>();
        final Map<SiteLog, Long> offsets = new HashMap<>();
        SiteJudge judge = new SiteJudge(format, SHANGHAI.site());

        Verdict append(SiteLog stream, SiteEntry entry) {
            return append(stream, format.encode(entry));
        }

        Verdict append(SiteLog stream, Draft draft) {
            var offset = offsets.merge(stream, 1L, Long::sum);
            var hash = RunningHash.copyOf(new byte[RunningHash.BYTES]);
            entries.add(new Entry(stream, offset, entries.size() + 1, draft, hash));
            return judge.judge(entries.getLast());
        }
    }

    private static SiteEntry sent(AccountId sender, long epoch, String request) {
        return sent(sender, epoch, request, "hello");
    }

    private static SiteEntry sent(AccountId sender, long epoch, String request, String text) {
        return new ShardEntry(
                sender.shard(),
                new Epoch(epoch),
                DerivedId.ofSending(sender, new RequestId(request)),
                Optional.empty(),
                0,
                new MessageSent(sender, BOB, new MessageText(text)));
    }

    /** The first opening of shards. */
    private static SiteEntry opened(ShardSet shards, long epoch) {
        return opened(shards, epoch, 0, Map.of());
    }

    /** An opening that inherits everything that is in the log. */
    private SiteEntry movedHere(ShardSet shards, long epoch) {
        return opened(shards, epoch, epoch - 1, log.offsets);
    }

    private static SiteEntry opened(
            ShardSet shards, long epoch, long predecessor, Map<SiteLog, Long> vector) {
        return control(
                new HomeChanged(
                        new HomeOpened(shards, new Epoch(epoch), new Epoch(predecessor), vector)));
    }

    private static SiteEntry closed(ShardSet shards, long below) {
        return control(
                new HomeChanged(new HomeClosed(List.of(new Closing(shards, new Epoch(below))))));
    }

    private static SiteEntry control(Control control) {
        return new ControlEntry(DerivedId.ofControl(new byte[0]), 0, control);
    }

    private static void assertMoved(Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MOVED));
    }

    @Test
    void nothingIsEffectiveBeforeAnOpening() {
        assertMoved(log.append(SHANGHAI, sent(ALICE, 1, "r")));
    }

    @Test
    void anEntryIsEffectiveAtTheOpenEpochOnly() {
        log.append(SHANGHAI, opened(ALICES, 2));

        assertThat(log.append(SHANGHAI, sent(ALICE, 2, "r"))).isEqualTo(Verdict.EFFECTIVE);
        assertMoved(log.append(SHANGHAI, sent(ALICE, 1, "s")));
        assertMoved(log.append(SHANGHAI, sent(ALICE, 3, "t")));
        assertMoved(log.append(SHANGHAI, sent(BOB, 2, "u")));
    }

    @Test
    void nothingIsEffectiveAfterItsClosing() {
        log.append(SHANGHAI, opened(ALICES, 1));
        log.append(SHANGHAI, closed(ALICES, 2));

        assertMoved(log.append(SHANGHAI, sent(ALICE, 1, "r")));
        assertMoved(log.append(SHANGHAI, opened(ALICES, 1)));
        assertThat(log.append(SHANGHAI, movedHere(ALICES, 2))).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void anOpeningOfAnEpochThatWasOpenedIsRefused() {
        log.append(SHANGHAI, opened(ALICES, 3));

        assertMoved(log.append(SHANGHAI, opened(ALICES, 3)));
        assertMoved(log.append(SHANGHAI, opened(ALICES, 2)));
    }

    @Test
    void aMirrorIsJudgedByItsOwnOpenings() {
        log.append(SHANGHAI, opened(ALICES, 1));

        assertMoved(log.append(CANADA, sent(ALICE, 1, "r")));

        log.append(CANADA, opened(ALICES, 2));
        assertThat(log.append(CANADA, sent(ALICE, 2, "s"))).isEqualTo(Verdict.EFFECTIVE);
        // Its own stream has it open still; but another home has gone on without it.
        assertMoved(log.append(SHANGHAI, sent(ALICE, 1, "t")));
    }

    @Test
    void aRepeatNamesTheFirst() {
        log.append(SHANGHAI, opened(ALICES, 1));
        log.append(SHANGHAI, sent(ALICE, 1, "r", "first"));

        assertThat(log.append(SHANGHAI, sent(ALICE, 1, "r", "first")))
                .isEqualTo(new Verdict.Duplicate(new EntryAddress(SHANGHAI, 2)));
        assertThat(log.append(SHANGHAI, sent(ALICE, 1, "r", "another text")))
                .isEqualTo(new Verdict.Duplicate(new EntryAddress(SHANGHAI, 2)));
    }

    @Test
    void anotherAccountOfTheShardMayUseTheSameRequestId() {
        log.append(SHANGHAI, opened(ALICES, 1));
        log.append(SHANGHAI, sent(ALICE, 1, "r"));

        assertThat(log.append(SHANGHAI, sent(NEIGHBOUR, 1, "r"))).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void aRefusedEntryIsNotRememberedAsTheFirst() {
        log.append(SHANGHAI, sent(ALICE, 1, "r"));
        log.append(SHANGHAI, opened(ALICES, 1));

        assertThat(log.append(SHANGHAI, sent(ALICE, 1, "r"))).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void theWindowIsExactly512EffectiveEntriesOfTheShard() {
        log.append(SHANGHAI, opened(ALICES.union(ShardSet.of(BOB.shard())), 1));
        log.append(SHANGHAI, sent(ALICE, 1, "r"));
        for (var i = 1; i < DuplicateWindow.SIZE; i++) {
            log.append(SHANGHAI, sent(ALICE, 1, "other-" + i));
            log.append(SHANGHAI, sent(BOB, 1, "elsewhere-" + i));
        }

        // 511 others stand behind the first: still remembered. A repeat is not effective itself.
        assertThat(log.append(SHANGHAI, sent(ALICE, 1, "r"))).isInstanceOf(Verdict.Duplicate.class);
        log.append(SHANGHAI, sent(ALICE, 1, "the-512th"));
        assertThat(log.append(SHANGHAI, sent(ALICE, 1, "r"))).isEqualTo(Verdict.EFFECTIVE);
    }

    @Test
    void aRepeatAfterAMoveIsRecognised() {
        log.append(SHANGHAI, opened(ALICES, 1));
        log.append(SHANGHAI, sent(ALICE, 1, "r"));
        log.append(SHANGHAI, closed(ALICES, 2));
        log.append(CANADA, movedHere(ALICES, 2));

        assertThat(log.append(CANADA, sent(ALICE, 2, "r")))
                .isEqualTo(new Verdict.Duplicate(new EntryAddress(SHANGHAI, 2)));
    }

    @Test
    void anUnknownFeatureLevelStopsTheReplica() {
        assertThat(log.append(SHANGHAI, control(new FeatureRaised(1))))
                .isEqualTo(Verdict.EFFECTIVE);
        assertThat(log.judge.featureLevel(SHANGHAI)).isEqualTo(1);
        assertThat(log.judge.featureLevel(CANADA)).isZero();
        assertThat(log.append(SHANGHAI, control(new FeatureRaised(1))))
                .isInstanceOf(Verdict.Refused.class);
        assertThatThrownBy(() -> log.append(SHANGHAI, control(new FeatureRaised(2))))
                .hasMessageContaining("feature level 2")
                .hasMessageContaining("newer");
    }

    @Test
    void aPayloadThatCannotBeReadStopsTheReplica() {
        var garbage =
                new Draft(
                        EntryType.MESSAGE_SENT.number(),
                        0,
                        new EntryId("00".repeat(16)),
                        Payload.ofText("garbage"));

        assertThat(log.judge.knows(garbage.type(), 0)).isTrue();
        assertThatThrownBy(() -> log.append(SHANGHAI, garbage))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("position 1");
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    /** Two replicas, one of them restored from the other's snapshot at any moment, judge alike. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aRestoredReplicaJudgesAsTheOneThatNeverStopped(long seed) {
        var random = new Random(seed);
        var restored = new SiteJudge(log.format, SHANGHAI.site());
        for (var i = 0; i < 800; i++) {
            if (random.nextInt(100) == 0) {
                var snapshot = log.judge.snapshot();
                restored = new SiteJudge(log.format, SHANGHAI.site());
                restored.restore(snapshot);
                assertThat(restored.snapshot()).isEqualTo(snapshot);
            }
            var verdict = log.append(random.nextInt(3) == 0 ? CANADA : SHANGHAI, anyEntry(random));

            assertThat(restored.judge(log.entries.getLast())).isEqualTo(verdict);
        }
    }

    private SiteEntry anyEntry(Random random) {
        var shards = random.nextBoolean() ? ALICES : ShardSet.all();
        return switch (random.nextInt(44)) {
            case 0 ->
                    random.nextBoolean()
                            ? movedHere(shards, 2 + random.nextInt(2))
                            : opened(shards, 1 + random.nextInt(30));
            case 1 ->
                    random.nextInt(4) == 0
                            ? closed(shards, 1 + random.nextInt(5))
                            : opened(shards, 1);
            case 2 -> control(new FeatureRaised(1));
            case 40, 41 -> {
                var low = 100L * random.nextInt(40);
                var request = DerivedId.ofGrant("" + random.nextInt(5));
                yield control(new GrantReceived(request, low, low + 100));
            }
            case 42, 43 ->
                    control(new BlockTaken(1 + random.nextInt(2), 7, 1 + random.nextInt(9), 30));
            default -> {
                var sender = random.nextInt(5) == 0 ? NEIGHBOUR : ALICE;
                yield sent(sender, 1 + random.nextInt(2), "r-" + random.nextInt(800));
            }
        };
    }

    @Test
    void aFullJudgeFitsIntoASnapshot() {
        var window = new JudgeState();
        for (var shard = 0; shard < ShardId.COUNT; shard++) {
            for (var i = 0; i < DuplicateWindow.SIZE + 100; i++) {
                window.remember(
                        new ShardId(shard),
                        new DerivedId(shard, i),
                        new EntryAddress(SHANGHAI, 1L << 53));
            }
        }

        var snapshot = window.toBytes();

        assertThat(snapshot).hasSizeLessThan(52 << 20);
        assertThat(JudgeState.ofBytes(snapshot).toBytes()).isEqualTo(snapshot);
    }

    @Test
    void aSnapshotFromBeforeThereWerePausesIsReadAsOneWithoutAny() {
        log.append(SHANGHAI, opened(ALICES, 1));
        var snapshot = log.judge.snapshot();
        var older = Arrays.copyOf(snapshot, snapshot.length - Short.BYTES);
        older[0] = 0;

        log.judge.restore(older);
        assertThat(log.judge.snapshot()).isEqualTo(snapshot);
    }

    @Test
    void pausesAreKeptInASnapshot() {
        log.append(SHANGHAI, paused(PauseWord.Kind.FROZEN, 0));
        log.append(SHANGHAI, paused(PauseWord.Kind.STATED, 7));
        log.append(CANADA, paused(PauseWord.Kind.FROZEN, 0));
        assertThat(log.judge.mirrorLimit(CANADA)).isEqualTo(7);

        var restored = new SiteJudge(log.format, SHANGHAI.site());
        restored.restore(log.judge.snapshot());
        assertThat(restored.mirrorLimit(CANADA)).isEqualTo(7);
        assertThat(restored.homes().pausesOn(CANADA.site()))
                .isEqualTo(log.judge.homes().pausesOn(CANADA.site()))
                .hasSize(2);
    }

    private static SiteEntry paused(PauseWord.Kind kind, long upTo) {
        return control(new MirrorPaused(new PauseWord(kind, CANADA, upTo, 3)));
    }

    @Test
    void aSnapshotThatIsNoneIsRefused() {
        var snapshot = log.judge.snapshot();
        var newer = snapshot.clone();
        newer[0] = 2;

        assertThatThrownBy(() -> log.judge.restore(newer)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> log.judge.restore(new byte[] {0, 0}))
                .hasMessageContaining("too early");
        assertThatThrownBy(() -> log.judge.restore(Arrays.copyOf(snapshot, snapshot.length + 1)))
                .hasMessageContaining("longer");
    }
}
