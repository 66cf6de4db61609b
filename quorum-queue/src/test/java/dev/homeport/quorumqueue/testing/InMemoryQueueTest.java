package dev.homeport.quorumqueue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.QuorumQueueContract;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.testing.InMemoryQueue.Fault;
import dev.homeport.vocabulary.FleetId;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryQueueTest extends QuorumQueueContract {

    private static final FleetId FLEET = new FleetId(new UUID(1, 2));

    private final InMemoryQueue queue =
            new InMemoryQueue(FLEET, TestSite.SHANGHAI, 1, new IdJudge());

    @Override
    protected QuorumQueue queue() {
        return queue;
    }

    @Override
    protected FleetId fleet() {
        return FLEET;
    }

    private AppendResult append(String id) {
        return queue.append(
                        new Draft(IdJudge.FACT, 0, new EntryId(id), Payload.EMPTY),
                        Admission.ORDINARY,
                        Duration.ofSeconds(1))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aNodeThatDoesNotLeadNamesTheLeader() {
        queue.lead(2);

        assertThat(append("a")).isEqualTo(new Setback.NotLeader(OptionalInt.of(2)));
        assertThat(queue.leadership().term()).isEqualTo(2);
    }

    @Test
    void anUnknownOutcomeMayBeDoneOrNot() {
        queue.failWith(Fault.UNKNOWN_BUT_DONE);
        assertThat(append("a")).isInstanceOf(Setback.Unknown.class);
        assertThat(queue.lastPosition()).isEqualTo(1);

        queue.failWith(Fault.UNKNOWN_NOT_DONE);
        assertThat(append("b")).isInstanceOf(Setback.Unknown.class);
        assertThat(queue.lastPosition()).isEqualTo(1);
    }

    @Test
    void anOverloadedLogDoesNothing() {
        queue.failWith(Fault.OVERLOADED);

        assertThat(append("a")).isInstanceOf(Setback.Overloaded.class);
        assertThat(queue.lastPosition()).isZero();
    }
}
