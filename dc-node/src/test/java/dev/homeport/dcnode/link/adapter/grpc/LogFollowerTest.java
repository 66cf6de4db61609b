package dev.homeport.dcnode.link.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often lines are told of what is new. */
class LogFollowerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long PACE_MILLIS = 25;
    private static final int ENTRIES = 300;

    private final InMemoryQueue log = LinkedLogs.of(Tables.CANADA);
    private final AtomicInteger told = new AtomicInteger();
    private final LogFollower follower =
            new LogFollower(log, new StreamTail(), new SystemClocks(), told::incrementAndGet);

    @Test
    void entriesThatComeOneByOneAreToldAtAPace() {
        follower.start();
        try {
            await().atMost(DEADLINE).until(() -> appendsTold(1));
            var before = told.get();
            var began = System.nanoTime();
            var appended = new AtomicInteger();

            await().atMost(DEADLINE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        LinkedLogs.append(log, 1, 10);
                        return appended.incrementAndGet() == ENTRIES;
                    });

            var paces = Duration.ofNanos(System.nanoTime() - began).toMillis() / PACE_MILLIS;
            assertThat(told.get() - before).isBetween(1, (int) paces + 2);
        } finally {
            follower.stop();
        }
    }

    /** What stood in the log before the follower began is not news. */
    private boolean appendsTold(int least) {
        LinkedLogs.append(log, 1, 10);
        return told.get() >= least;
    }
}
