package dev.homeport.dcnode.logic.message;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Undelivered HELLO = undelivered("r");

    private final TestSite site = new TestSite();
    private final Delivery delivery = new Delivery(site, site.appender());

    private static Undelivered undelivered(String request) {
        return new Undelivered(message(ALICE, request), BOB, new EntryAddress(SHANGHAI, 1));
    }

    @Test
    void aMessageOfferedTwiceIsDeliveredOnce() {
        delivery.offer(List.of(HELLO));
        delivery.offer(List.of(HELLO));

        assertThat(site.facts()).containsExactly(new MessageDelivered(message(ALICE, "r"), BOB));
        assertThat(delivery.waiting()).isZero();
    }

    @Test
    void theCauseIsTheEntryThatSentIt() throws Exception {
        delivery.offer(List.of(HELLO));

        var draft = site.queue().entries().getLast().entry().draft();
        assertThat(site.format().decode(draft).toString())
                .contains("cause=Optional[" + HELLO.sent() + "]");
    }

    @Test
    void onlyTheRecipientsHomeDelivers() {
        site.moveAway(ShardSet.of(BOB.shard()));

        delivery.offer(List.of(HELLO));
        delivery.offerAgain(List.of(HELLO));

        assertThat(site.facts()).isEmpty();
    }

    @Test
    void whatTheLogDeclinedIsTakenWhenItIsOfferedAgain() {
        site.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.empty())));
        delivery.offer(List.of(HELLO));
        site.queue().meet(Optional.empty());

        assertThat(delivery.declined()).isEqualTo(1);
        assertThat(delivery.waiting()).isZero();

        delivery.offerAgain(List.of(HELLO));

        assertThat(delivery.delivered()).isEqualTo(1);
    }

    @Test
    void nothingOvertakesWhatTheLogDeclined() {
        site.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.empty())));
        delivery.offer(List.of(undelivered("a")));
        site.queue().meet(Optional.empty());
        delivery.offer(List.of(undelivered("b")));

        assertThat(site.facts()).isEmpty();

        delivery.offerAgain(List.of(undelivered("a"), undelivered("b")));
        delivery.offer(List.of(undelivered("c")));

        assertThat(site.facts())
                .containsExactly(
                        new MessageDelivered(message(ALICE, "a"), BOB),
                        new MessageDelivered(message(ALICE, "b"), BOB),
                        new MessageDelivered(message(ALICE, "c"), BOB));
    }

    @Test
    void anInboxThatIsAtWorkIsNotOfferedTheSameAgain() {
        var silent = new Silent();
        var blocked = silent.delivery();
        blocked.offer(List.of(undelivered("a"), undelivered("b")));

        blocked.offerAgain(List.of(undelivered("a"), undelivered("b"), undelivered("c")));

        assertThat(silent.asked).hasSize(1);
        assertThat(blocked.waiting()).isEqualTo(2);

        silent.answerAll();
        assertThat(blocked.delivered()).isEqualTo(2);
        assertThat(blocked.waiting()).isZero();
    }

    @Test
    void nothingOvertakesWhatWasBuiltAgainBehindAnInboxThatIsAtWork() {
        var silent = new Silent();
        var blocked = silent.delivery();
        var rebuilt = undelivered("b");
        var later = undelivered("c");
        blocked.offer(List.of(undelivered("a"), undelivered("l")));

        blocked.olderMayWait();
        blocked.offerAgain(List.of(undelivered("a"), rebuilt, undelivered("l")));
        blocked.offer(List.of(later));
        silent.answerAll();
        assertThat(blocked.delivered()).as("a alone").isEqualTo(1);
        assertThat(blocked.waiting()).isZero();

        blocked.offerAgain(List.of(rebuilt, undelivered("l"), later));
        silent.answerAll();
        assertThat(blocked.delivered()).isEqualTo(4);
    }

    @Test
    void noMoreThanTheBoundWait() {
        var silent = new Silent();
        var blocked = silent.delivery();
        var many =
                IntStream.range(0, 2 * Delivery.MAX_WAITING)
                        .mapToObj(i -> undelivered("r-" + i))
                        .toList();

        blocked.offer(many);

        assertThat(blocked.waiting()).isEqualTo(Delivery.MAX_WAITING);
        silent.answerAll();
        assertThat(blocked.delivered()).isEqualTo(Delivery.MAX_WAITING);

        blocked.offerAgain(many.subList(Delivery.MAX_WAITING, many.size()));
        silent.answerAll();
        assertThat(blocked.delivered()).isEqualTo(2L * Delivery.MAX_WAITING);
    }

    @Test
    void anInboxThatIsElsewhereIsForgottenAndTakenUpWhenItIsBack() {
        site.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.empty())));
        delivery.offer(List.of(undelivered("a")));
        site.queue().meet(Optional.empty());
        delivery.homesChanged();
        assertThat(delivery.lanes()).as("it is here, and must wait for its first").isEqualTo(1);

        site.moveAway(ShardSet.of(BOB.shard()));
        delivery.offer(List.of(undelivered("b")));
        delivery.homesChanged();
        assertThat(delivery.lanes()).isZero();

        site.moveAway(ShardSet.none());
        delivery.offerAgain(List.of(undelivered("a"), undelivered("b")));
        assertThat(site.facts())
                .containsExactly(
                        new MessageDelivered(message(ALICE, "a"), BOB),
                        new MessageDelivered(message(ALICE, "b"), BOB));
        assertThat(delivery.lanes()).isZero();
    }

    @Test
    void nothingOvertakesWhatCameWhileTheInboxWasElsewhere() {
        site.moveAway(ShardSet.of(BOB.shard()));
        delivery.offer(List.of(undelivered("a")));
        site.moveAway(ShardSet.none());

        delivery.offer(List.of(undelivered("b")));
        assertThat(site.facts()).isEmpty();

        delivery.offerAgain(List.of(undelivered("a"), undelivered("b")));
        assertThat(site.facts())
                .containsExactly(
                        new MessageDelivered(message(ALICE, "a"), BOB),
                        new MessageDelivered(message(ALICE, "b"), BOB));
    }

    /** A log that answers when it is told to. */
    private final class Silent {
        final Deque<CompletableFuture<LogReply>> asked = new ArrayDeque<>();

        Delivery delivery() {
            return new Delivery(
                    site,
                    new FactAppender(
                            site,
                            (_, _, _, _) -> {
                                asked.add(new CompletableFuture<>());
                                return asked.getLast();
                            },
                            site.format(),
                            () -> TestSite.NOW,
                            Duration.ofSeconds(1)));
        }

        void answerAll() {
            while (!asked.isEmpty()) {
                asked.removeFirst().complete(new LogReply.Taken(new EntryAddress(SHANGHAI, 1)));
            }
        }
    }
}
