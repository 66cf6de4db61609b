package dev.homeport.controlplane.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WishesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Wishes wishes = new Wishes();

    private CompletableFuture<Answer> add(String id, Duration deadline) {
        return wishes.add(new EntryId(id), "a test", _ -> new Ruling.Standing(), deadline);
    }

    @Test
    void wishesAreTakenInOrderAndOnce() {
        var arrival = wishes.arrival();
        var _ = add("first", LONG);
        var _ = add("second", LONG);
        assertThat(arrival).isCompleted();
        assertThat(wishes.take())
                .extracting(w -> w.id().value())
                .containsExactly("first", "second");
        assertThat(wishes.take()).isEmpty();
        assertThat(wishes.arrival()).isNotCompleted();
    }

    @Test
    void wishWhoseTurnDoesNotComeIsAnsweredAndDropped() throws Exception {
        var late = add("late", Duration.ofMillis(1));
        assertThat(late.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("same request id"));
        assertThat(wishes.take()).isEmpty();
    }

    @Test
    void noMoreWaitThanAreBounded() {
        for (var i = 0; i < Wishes.MOST_WAITING; i++) {
            assertThat(add("" + i, LONG)).isNotCompleted();
        }
        assertThat(add("one-more", LONG))
                .isCompletedWithValueMatching(answer ->
                        answer instanceof Answer.Refused refused
                                && refused.code() == ErrorCode.OVERLOADED);
        // Those that nobody waits for any more make room.
        wishes.take().getFirst().answer().complete(new Answer.Standing(ControlState.EMPTY));
        assertThat(add("and-then", LONG)).isNotCompleted();
    }

    @Test
    void closingAnswersAllThatNothingWasDone() {
        var waiting = add("waiting", LONG);
        wishes.close();
        assertThat(waiting).isCompletedWithValueMatching(a -> a instanceof Answer.Refused);
        assertThat(add("after", LONG))
                .isCompletedWithValueMatching(a -> a instanceof Answer.Refused);
    }
}
