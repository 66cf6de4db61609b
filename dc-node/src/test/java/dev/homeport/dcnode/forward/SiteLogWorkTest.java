package dev.homeport.dcnode.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.dcnode.logic.append.LogReply.Declined;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SiteLogWorkTest {

    private static final int SELF = 1;
    private static final EntryAddress PLACE = new EntryAddress(Entries.SHANGHAI, 7);
    private static final LogReply TAKEN = new LogReply.Taken(PLACE);
    private static final LogReply NOT_LEADER = declined(ErrorCode.NOT_LEADER);
    private static final LogReply UNKNOWN = declined(ErrorCode.UNKNOWN);

    private final Node own = new Node();
    private final Node second = new Node();
    private volatile OptionalInt leader = OptionalInt.of(2);
    private final SiteLogWork work =
            new SiteLogWork(
                    SELF,
                    () -> new Leadership(1, leader, false),
                    own,
                    number -> {
                        if (number != 2) {
                            throw new IllegalArgumentException("node " + number);
                        }
                        return second;
                    },
                    new SystemClocks(),
                    new SplittableRandom(1));

    private static LogReply declined(ErrorCode code) {
        return new Declined(code, "planned", Duration.ofMillis(1));
    }

    /** Answers with what was planned, the last of it again and again. */
    private static final class Node implements LeaderWork {

        private final Queue<LogReply> planned = new ArrayDeque<>();
        private int asked;

        void plan(LogReply... replies) {
            planned.addAll(List.of(replies));
        }

        @Override
        public synchronized CompletionStage<LogReply> append(
                Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
            asked++;
            var reply = planned.size() > 1 ? planned.remove() : planned.element();
            return CompletableFuture.completedFuture(reply);
        }

        @Override
        public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
            return append(draft, new ShardId(0), Epoch.FIRST, deadline);
        }

        @Override
        public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
            return CompletableFuture.completedFuture(new MirrorResult.Gap(3));
        }

        @Override
        public CompletionStage<CursorResult> advanceCursor(
                String name, long position, Duration deadline) {
            return CompletableFuture.completedFuture(
                    new Setback.Overloaded("planned", Duration.ofMillis(1)));
        }
    }

    private LogReply append(Duration deadline) throws Exception {
        var draft = new ProtobufEntryFormat().encode(Entries.opened(ShardSet.all(), 1));
        return work.appendControl(draft, deadline).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theLeadersWordIsRelayed() throws Exception {
        second.plan(TAKEN);

        assertThat(append(Duration.ofSeconds(5))).isEqualTo(TAKEN);
        assertThat(own.asked).isZero();
    }

    @Test
    void aNodeThatIsElectedAsksItselfUntilItMayLead() throws Exception {
        leader = OptionalInt.of(SELF);
        own.plan(NOT_LEADER, NOT_LEADER, TAKEN);

        assertThat(append(Duration.ofSeconds(5))).isEqualTo(TAKEN);
        assertThat(own.asked).isEqualTo(3);
    }

    @Test
    void withoutALeaderNothingWasDone() throws Exception {
        leader = OptionalInt.empty();

        assertThat(append(Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void whatMayHaveBeenDoneIsTriedAgainAndRecognised() throws Exception {
        var repeated = new LogReply.Repeated(PLACE, Optional.empty());
        second.plan(UNKNOWN, repeated);

        assertThat(append(Duration.ofSeconds(5))).isEqualTo(repeated);
    }

    @Test
    void aRefusalAfterATryThatMayHaveBeenDoneLeavesItUnknown() throws Exception {
        second.plan(UNKNOWN, declined(ErrorCode.NO_LEASE));

        assertThat(append(Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(ErrorCode.UNKNOWN));
    }

    @Test
    void aRefusalAloneIsRelayed() throws Exception {
        var refusal = declined(ErrorCode.OVERLOADED);
        second.plan(refusal);

        assertThat(append(Duration.ofSeconds(5))).isEqualTo(refusal);
        assertThat(second.asked).isEqualTo(1);
    }
}
