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
        assertThat(delivery.inFlight()).isZero();
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

        assertThat(delivery.offer(List.of(HELLO))).isZero();
        assertThat(site.facts()).isEmpty();
    }

    @Test
    void whatTheLogDeclinedIsTakenWhenItIsOfferedAgain() {
        site.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.empty())));
        delivery.offer(List.of(HELLO));
        site.queue().meet(Optional.empty());

        assertThat(delivery.declined()).isEqualTo(1);
        assertThat(delivery.offer(List.of(HELLO))).isEqualTo(1);
        assertThat(delivery.delivered()).isEqualTo(1);
    }

    @Test
    void noMoreThanTheBoundAreOnTheirWay() {
        var silent =
                new FactAppender(
                        site,
                        (_, _, _, _) -> new CompletableFuture<LogReply>(),
                        site.format(),
                        () -> TestSite.NOW,
                        Duration.ofSeconds(1));
        var blocked = new Delivery(site, silent);
        var many =
                IntStream.range(0, 2 * Delivery.MAX_IN_FLIGHT)
                        .mapToObj(i -> undelivered("r-" + i))
                        .toList();

        assertThat(blocked.offer(many)).isEqualTo(Delivery.MAX_IN_FLIGHT);
        assertThat(blocked.offer(many)).isZero();
        assertThat(blocked.inFlight()).isEqualTo(Delivery.MAX_IN_FLIGHT);
    }
}
