package dev.homeport.quorumqueue.replica;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.quorumqueue.frame.CursorChange;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.quorumqueue.frame.HashChain;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStateTest {

    private static final FleetId FLEET = new FleetId(new UUID(3, 4));
    private static final SiteLog OWN = new SiteLog(new SiteId("hongkong"), 1);

    private final LogState state = new LogState(FLEET, OWN, new IdJudge());

    private static Draft draft(String id) {
        return new Draft(IdJudge.FACT, 0, new EntryId(id), Payload.ofText(id));
    }

    private static Frame firstOf(SiteLog stream) {
        var chain = new HashChain();
        var start = chain.start(FLEET, stream);
        var draft = draft("first-of-" + stream.incarnation());
        return new Frame.Mirror(
                new MirrorBatch(stream, 1, start, List.of(draft), chain.next(start, 1, draft)));
    }

    @Test
    void framesOfAnotherOwnStreamAreADefect() {
        var frame = new Frame.Own(new SiteLog(new SiteId("canada"), 1), List.of(draft("a")));

        assertThatThrownBy(() -> state.apply(frame))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("canada");
    }

    @Test
    void streamsAreBounded() {
        for (var i = 1; i < QuorumQueue.MAX_STREAMS; i++) {
            state.apply(firstOf(new SiteLog(new SiteId("canada"), i)));
        }

        var outcome = state.apply(firstOf(new SiteLog(new SiteId("canada"), 9_999)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.MirrorSeen.class,
                        seen -> assertThat(seen.result()).isInstanceOf(MirrorResult.Refused.class));
        assertThat(state.streams()).hasSize(QuorumQueue.MAX_STREAMS);
    }

    @Test
    void ofABatchOnlyWhatTheJudgeLetsInIsTaken() {
        var stream = new SiteLog(new SiteId("canada"), 1);
        var drafts = List.of(draft("a"), draft("b"), draft("c"));
        var chain = new HashChain();
        var start = chain.start(FLEET, stream);
        var last = start;
        for (var i = 0; i < drafts.size(); i++) {
            last = chain.next(last, i + 1, drafts.get(i));
        }
        var frame = new Frame.Mirror(new MirrorBatch(stream, 1, start, drafts, last));
        var judge = new LimitedJudge();
        var limited = new LogState(FLEET, OWN, judge);

        judge.limit = 0;
        assertThat(seen(limited.apply(frame)).result()).isInstanceOf(Setback.Overloaded.class);
        assertThat(limited.lastPosition()).isZero();
        judge.limit = 2;
        assertThat(seen(limited.apply(frame)).added().orElseThrow().entries()).hasSize(2);
        assertThat(requireNonNull(limited.streams().get(stream)).lastOffset()).isEqualTo(2);
        assertThat(seen(limited.apply(frame)).result()).isInstanceOf(Setback.Overloaded.class);
        judge.limit = Long.MAX_VALUE;
        assertThat(seen(limited.apply(frame)).added().orElseThrow().skipped()).isEqualTo(2);
        assertThat(requireNonNull(limited.streams().get(stream)).hash()).isEqualTo(last);
    }

    private static Outcome.MirrorSeen seen(Outcome outcome) {
        return (Outcome.MirrorSeen) outcome;
    }

    /** Finds everything effective, and lets in of other sites so much. */
    private static final class LimitedJudge implements Judge {

        long limit;

        @Override
        public boolean knows(int type, int formatVersion) {
            return true;
        }

        @Override
        public Verdict judge(Entry entry) {
            return Verdict.EFFECTIVE;
        }

        @Override
        public long mirrorLimit(SiteLog stream) {
            return limit;
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] snapshot) {}
    }

    @Test
    void theFirstUnknownEntryIsFoundBeforeAnythingIsJudged() {
        var unknown = new Draft(IdJudge.NEW_TYPE, 0, new EntryId("new"), Payload.EMPTY);

        assertThat(state.firstUnknown(new Frame.Own(OWN, List.of(draft("a"), unknown))))
                .contains(unknown);
        assertThat(state.lastPosition()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aStateThatWasRestoredGoesOnLikeTheOneThatWasNot(long seed) {
        var random = new Random(seed);
        var restored = new LogState(FLEET, OWN, new IdJudge());
        var frames = anyFrames(random, 60);
        frames.subList(0, 30).forEach(state::apply);

        restored.restore(LogSnapshotCodec.decode(LogSnapshotCodec.encode(state.snapshot())));

        for (var frame : frames.subList(30, 60)) {
            assertThat(restored.apply(frame)).isEqualTo(state.apply(frame));
        }
        assertThat(LogSnapshotCodec.encode(restored.snapshot()))
                .isEqualTo(LogSnapshotCodec.encode(state.snapshot()));
    }

    @Test
    void aSnapshotOfAnotherLogIsRefused() {
        var other =
                new LogState(FLEET, new SiteLog(new SiteId("canada"), 1), new IdJudge()).snapshot();

        assertThatThrownBy(() -> state.restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another log");
    }

    private static List<Frame> anyFrames(Random random, int count) {
        var canada = new SiteLog(new SiteId("canada"), 1);
        var chain = new HashChain();
        var hash = chain.start(FLEET, canada);
        var offset = 0L;
        var frames = new ArrayList<Frame>();
        for (var i = 0; i < count; i++) {
            switch (random.nextInt(3)) {
                case 0 ->
                        frames.add(
                                new Frame.Own(
                                        OWN,
                                        List.of(draft("o" + random.nextInt(40)), draft("p" + i))));
                case 1 -> {
                    var draft = draft("c" + random.nextInt(40));
                    var next = chain.next(hash, offset + 1, draft);
                    frames.add(
                            new Frame.Mirror(
                                    new MirrorBatch(
                                            canada, offset + 1, hash, List.of(draft), next)));
                    hash = next;
                    offset++;
                }
                default ->
                        frames.add(
                                new Frame.Cursors(
                                        List.of(
                                                new CursorChange.Advance(
                                                        "c" + random.nextInt(3),
                                                        random.nextInt(100)))));
            }
        }
        return frames;
    }
}
