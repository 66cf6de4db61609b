package dev.homeport.quorumqueue;

import static dev.homeport.quorumqueue.IdJudge.FACT;
import static dev.homeport.quorumqueue.IdJudge.NEW_TYPE;
import static dev.homeport.quorumqueue.IdJudge.REFUSED_TYPE;
import static dev.homeport.quorumqueue.TestSite.CANADA;
import static dev.homeport.quorumqueue.TestSite.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.frame.HashChain;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every site log must do, seen from its leading node. A test of an implementation extends this
 * and gives a new, empty log of the site shanghai each time, judged by an {@link IdJudge}.
 */
public abstract class QuorumQueueContract {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The leading node of an empty log. */
    protected abstract QuorumQueue queue();

    /** The fleet that the log belongs to. */
    protected abstract FleetId fleet();

    private static Draft fact(String id) {
        return new Draft(FACT, 0, new EntryId(id), Payload.ofText("payload of " + id));
    }

    private static List<Draft> facts(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> fact(prefix + i)).toList();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private AppendResult append(Draft draft) {
        return get(queue().append(draft, Admission.ORDINARY, DEADLINE));
    }

    private AppendResult.Appended appended(Draft draft) {
        return (AppendResult.Appended) append(draft);
    }

    private MirrorResult mirror(MirrorBatch batch) {
        return get(queue().mirror(batch, DEADLINE));
    }

    private StreamEnd end(SiteLog stream) {
        return Objects.requireNonNull(queue().streams().get(stream), () -> "no " + stream);
    }

    private MirrorBatch batch(SiteLog stream, long firstOffset, List<Draft> all, int count) {
        var chain = new HashChain();
        var hash = chain.start(fleet(), stream);
        for (var i = 1; i < firstOffset; i++) {
            hash = chain.next(hash, i, all.get(i - 1));
        }
        var previous = hash;
        var drafts = all.subList((int) firstOffset - 1, (int) firstOffset - 1 + count);
        for (var i = 0; i < count; i++) {
            hash = chain.next(hash, firstOffset + i, drafts.get(i));
        }
        return new MirrorBatch(stream, firstOffset, previous, drafts, hash);
    }

    @Test
    void offsetsAndPositionsAreDenseFromOne() {
        for (var i = 1; i <= 5; i++) {
            var result = appended(fact("a" + i));

            assertThat(result.address()).isEqualTo(new EntryAddress(SHANGHAI, i));
            assertThat(result.position()).isEqualTo(i);
            assertThat(result.verdict()).isEqualTo(Verdict.EFFECTIVE);
        }
        assertThat(queue().lastPosition()).isEqualTo(5);
    }

    @Test
    void appendsOfOneThreadKeepTheirOrder() {
        var results = new ArrayList<CompletionStage<AppendResult>>();
        for (var draft : facts("a", 500)) {
            results.add(queue().append(draft, Admission.ORDINARY, DEADLINE));
        }

        for (var i = 0; i < results.size(); i++) {
            assertThat(get(results.get(i)))
                    .isInstanceOfSatisfying(
                            AppendResult.Appended.class,
                            appended ->
                                    assertThat(appended.address().offset()).isBetween(1L, 500L));
        }
        assertThat(queue().readStream(SHANGHAI, 1, new ReadLimit(1000, 1 << 20)).entries())
                .extracting(judged -> judged.entry().id().value())
                .containsExactlyElementsOf(
                        facts("a", 500).stream().map(draft -> draft.id().value()).toList());
    }

    @Test
    void verdictsComeBackWithTheResultAndWithTheEntry() {
        var first = appended(fact("a"));
        var again = appended(fact("a"));
        var refused = appended(new Draft(REFUSED_TYPE, 0, new EntryId("r"), Payload.ofText("x")));

        assertThat(again.verdict()).isEqualTo(new Verdict.Duplicate(first.address()));
        assertThat(refused.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        verdict -> assertThat(verdict.code()).isEqualTo(ErrorCode.MOVED));
        assertThat(queue().read(1, ReadLimit.DEFAULT))
                .extracting(JudgedEntry::verdict)
                .containsExactly(first.verdict(), again.verdict(), refused.verdict());
    }

    @Test
    void unknownTypesAreNotAppended() {
        var result = append(new Draft(NEW_TYPE, 0, new EntryId("n"), Payload.EMPTY));

        assertThat(result).isEqualTo(new AppendResult.Unsupported(NEW_TYPE, 0));
        assertThat(queue().lastPosition()).isZero();
    }

    @Test
    void unknownFormatVersionsAreNotMirrored() {
        var drafts = List.of(new Draft(FACT, 9, new EntryId("n"), Payload.EMPTY));

        var result = mirror(batch(CANADA, 1, drafts, 1));

        assertThat(result).isEqualTo(new AppendResult.Unsupported(FACT, 9));
        assertThat(queue().streams()).doesNotContainKey(CANADA);
    }

    @Test
    void payloadsComeBackByteForByte() {
        var bytes = new byte[Payload.MAX_BYTES];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        var draft = new Draft(FACT, 0, new EntryId("big"), Payload.copyOf(bytes));

        appended(draft);

        assertThat(queue().read(1, new ReadLimit(1, 1)).getFirst().entry().draft())
                .isEqualTo(draft);
    }

    @Test
    void readsStopAtTheirLimits() {
        facts("a", 10).forEach(this::appended);

        assertThat(queue().read(3, new ReadLimit(4, 1 << 20)))
                .extracting(judged -> judged.entry().position())
                .containsExactly(3L, 4L, 5L, 6L);
        assertThat(queue().read(3, new ReadLimit(100, 1))).hasSize(1);
        assertThat(queue().read(11, ReadLimit.DEFAULT)).isEmpty();
    }

    @Test
    void readsOutsideTheLogAreRefused() {
        appended(fact("a"));

        assertThatThrownBy(() -> queue().read(0, ReadLimit.DEFAULT))
                .isInstanceOfSatisfying(
                        QueueException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
        assertThatThrownBy(() -> queue().readStream(SHANGHAI, 3, ReadLimit.DEFAULT))
                .isInstanceOfSatisfying(
                        QueueException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> queue().readStream(CANADA, 1, ReadLimit.DEFAULT))
                .isInstanceOfSatisfying(
                        QueueException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void mirroredEntriesStandBetweenOwnOnes() {
        var theirs = facts("c", 3);
        appended(fact("a1"));

        var result = mirror(batch(CANADA, 1, theirs, 3));
        appended(fact("a2"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        MirrorResult.Mirrored.class,
                        mirrored -> {
                            assertThat(mirrored.end().lastOffset()).isEqualTo(3);
                            assertThat(mirrored.appended()).isEqualTo(3);
                        });
        assertThat(queue().read(1, ReadLimit.DEFAULT))
                .extracting(judged -> judged.entry().address())
                .containsExactly(
                        new EntryAddress(SHANGHAI, 1),
                        new EntryAddress(CANADA, 1),
                        new EntryAddress(CANADA, 2),
                        new EntryAddress(CANADA, 3),
                        new EntryAddress(SHANGHAI, 2));
        assertThat(queue().readStream(CANADA, 2, ReadLimit.DEFAULT).entries())
                .extracting(judged -> judged.entry().draft())
                .containsExactlyElementsOf(theirs.subList(1, 3));
    }

    @Test
    void gapsInAMirrorNameTheExpectedOffset() {
        var theirs = facts("c", 5);
        mirror(batch(CANADA, 1, theirs, 2));

        assertThat(mirror(batch(CANADA, 4, theirs, 2))).isEqualTo(new MirrorResult.Gap(3));
        assertThat(queue().lastPosition()).isEqualTo(2);
    }

    @Test
    void entriesMirroredBeforeAreAcknowledgedAgainAndNewOnesAdded() {
        var theirs = facts("c", 5);
        mirror(batch(CANADA, 1, theirs, 3));

        var again = (MirrorResult.Mirrored) mirror(batch(CANADA, 1, theirs, 3));
        var older = (MirrorResult.Mirrored) mirror(batch(CANADA, 1, theirs, 1));
        var overlapping = (MirrorResult.Mirrored) mirror(batch(CANADA, 2, theirs, 4));

        assertThat(again.appended()).isZero();
        assertThat(older.end().lastOffset()).isEqualTo(3);
        assertThat(overlapping.appended()).isEqualTo(2);
        assertThat(end(CANADA)).isEqualTo(overlapping.end());
        assertThat(queue().lastPosition()).isEqualTo(5);
    }

    @Test
    void anotherHistoryOfAMirroredStreamIsRefused() {
        mirror(batch(CANADA, 1, facts("c", 3), 3));
        var other = facts("other", 5);

        assertThat(mirror(batch(CANADA, 4, other, 2))).isInstanceOf(MirrorResult.Diverged.class);
        assertThat(mirror(batch(CANADA, 1, other, 3))).isInstanceOf(MirrorResult.Diverged.class);
        assertThat(mirror(batch(CANADA, 2, other, 3))).isInstanceOf(MirrorResult.Diverged.class);
        assertThat(queue().lastPosition()).isEqualTo(3);
    }

    @Test
    void aBatchThatDoesNotGiveItsHashIsRefused() {
        var good = batch(CANADA, 1, facts("c", 3), 3);
        var damaged =
                new MirrorBatch(CANADA, 1, good.previousHash(), facts("d", 3), good.lastHash());

        assertThat(mirror(damaged)).isInstanceOf(MirrorResult.Diverged.class);
        assertThat(queue().lastPosition()).isZero();
    }

    @Test
    void incarnationsOfASiteAreStreamsOfTheirOwn() {
        var second = new SiteLog(CANADA.site(), 2);
        mirror(batch(CANADA, 1, facts("c", 2), 2));

        assertThat(mirror(batch(second, 1, facts("c", 2), 1)))
                .isInstanceOf(MirrorResult.Mirrored.class);
        assertThat(
                        mirror(
                                new MirrorBatch(
                                        second,
                                        2,
                                        end(CANADA).hash(),
                                        List.of(fact("x")),
                                        end(CANADA).hash())))
                .isInstanceOf(MirrorResult.Diverged.class);
        assertThat(end(CANADA).lastOffset()).isEqualTo(2);
        assertThat(end(second).lastOffset()).isEqualTo(1);
    }

    @Test
    void theOwnCurrentStreamIsNeverMirrored() {
        assertThat(mirror(batch(SHANGHAI, 1, facts("a", 1), 1)))
                .isInstanceOf(MirrorResult.Refused.class);
        assertThat(mirror(batch(new SiteLog(SHANGHAI.site(), 7), 1, facts("a", 1), 1)))
                .isInstanceOf(MirrorResult.Mirrored.class);
    }

    @Test
    void whatIsReadFromAStreamCanBeMirroredElsewhere() {
        facts("a", 6).forEach(this::appended);

        var slice = queue().readStream(SHANGHAI, 3, new ReadLimit(2, 1 << 20));
        var expected = batch(SHANGHAI, 3, facts("a", 6), 2);

        assertThat(slice.toMirrorBatch()).isEqualTo(Optional.of(expected));
        assertThat(queue().readStream(SHANGHAI, 7, ReadLimit.DEFAULT).previousHash())
                .isEqualTo(end(SHANGHAI).hash());
    }

    @Test
    void cursorsMoveForwardOnly() {
        facts("a", 5).forEach(this::appended);

        assertThat(get(queue().advanceCursor("applier", 3, DEADLINE)))
                .isEqualTo(new CursorResult.Moved("applier", 3));
        assertThat(get(queue().advanceCursor("applier", 2, DEADLINE)))
                .isEqualTo(new CursorResult.Moved("applier", 3));
        assertThat(get(queue().advanceCursor("applier", 6, DEADLINE)))
                .isInstanceOf(CursorResult.Refused.class);
        assertThat(queue().cursors()).containsEntry("applier", 3L).hasSize(1);

        assertThat(get(queue().dropCursor("applier", DEADLINE)))
                .isEqualTo(new CursorResult.Dropped("applier"));
        assertThat(queue().cursors()).isEmpty();
    }

    @Test
    void whoAwaitsEntriesIsWokenByThem() {
        var woken = queue().awaitBeyond(0, DEADLINE);
        assertThat(woken.toCompletableFuture()).isNotDone();

        appended(fact("a"));

        assertThat(get(woken)).isEqualTo(1);
        assertThat(get(queue().awaitBeyond(0, DEADLINE))).isEqualTo(1);
        assertThat(get(queue().awaitBeyond(1, Duration.ofMillis(20)))).isEqualTo(1);
    }

    @Test
    void theBarrierShowsEverythingAcknowledged() {
        appended(fact("a"));

        assertThat(get(queue().readBarrier(DEADLINE)))
                .isInstanceOfSatisfying(
                        BarrierResult.Passed.class,
                        passed -> assertThat(passed.position()).isEqualTo(1));
    }

    @Test
    void leadershipIsToldToListeners() throws InterruptedException {
        var told = new LinkedBlockingQueue<Leadership>();

        try (var _ = queue().onLeadership(told::add)) {
            var first = told.poll(5, TimeUnit.SECONDS);
            assertThat(first).isEqualTo(queue().leadership());
            assertThat(queue().leadership().leading()).isTrue();
        }
    }

    @Test
    void statusTellsWhatIsThere() {
        facts("a", 2).forEach(this::appended);
        mirror(batch(CANADA, 1, facts("c", 1), 1));
        get(queue().advanceCursor("link", 1, DEADLINE));

        var status = queue().status();

        assertThat(status.lastPosition()).isEqualTo(3);
        assertThat(status.streams())
                .extracting(StreamEnd::stream)
                .containsExactly(SHANGHAI, CANADA);
        assertThat(status.cursors()).containsEntry("link", 1L);
        assertThat(status.logBytes()).isPositive();
        assertThat(queue().ownStream()).isEqualTo(new SiteLog(new SiteId("shanghai"), 1));
    }
}
