package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes: kill -9 and SIGSTOP lose nothing that was acknowledged. */
class KilledReplicasIT {

    private static final int ENOUGH = 300;
    private static final String STALL_SECONDS = "1.8";

    /** Below the ten seconds that the engine waits by default after a leader has lost touch. */
    private static final Duration WITHOUT_LEADER = Duration.ofSeconds(8);

    @TempDir private Path root;

    @Test
    void killingReplicasUnderLoadLosesNothingAcknowledged() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 11)).startAll()) {
            // When the leader is killed in the middle of a load
            site.loadAll("a-");
            site.awaitAcknowledged(ENOUGH);
            var first = site.leader();
            site.node(first).killAndWait();
            var acknowledged = site.acknowledged();

            // Then a survivor leads, and has all of it
            var second = site.leaderAmong(ThreeProcesses.others(first));
            assertThat(site.node(second).ids()).containsAll(acknowledged);

            // When the killed one comes back under load, catches up, and then a follower is killed
            site.start(first);
            site.awaitAcknowledged(acknowledged.size() + ENOUGH);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> site.node(first).lastPosition() >= acknowledged.size() + ENOUGH);
            var follower = ThreeProcesses.others(site.leader()).getFirst();
            site.node(follower).killAndWait();
            site.awaitAcknowledged(site.acknowledged().size() + ENOUGH);
            site.haltLoads();
            site.start(follower);

            // Then all three hold the same entries, and every acknowledged one exactly once
            site.awaitEqualEnds();
            for (var node : TestSite.NODES) {
                assertThat(site.node(node).ids())
                        .doesNotHaveDuplicates()
                        .containsAll(site.acknowledged());
            }
        }
    }

    @Test
    void aLeaderThatReturnsFromAPauseCommitsNothingOfItsOwn() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 12)).startAll()) {
            var paused = site.leader();
            var others = ThreeProcesses.others(paused);
            assertThat(site.node(paused).ask("append 1 before 10")).startsWith("APPENDED");

            // Given a leader that is stopped while its load is under way
            site.node(paused).ask("load lost- 64 100");
            site.awaitAcknowledged(ENOUGH);
            site.node(paused).signal("STOP");
            var next = site.leaderAmong(others);
            assertThat(site.node(next).ask("append 1 between 10")).startsWith("APPENDED");

            // When it goes on
            site.node(paused).signal("CONT");
            site.node(paused).ask("halt-load");

            // Then its log becomes the new leader's, and what it acknowledged is there
            site.awaitEqualEnds();
            var ids = site.node(next).ids();
            assertThat(site.node(paused).ids()).isEqualTo(ids);
            assertThat(ids).doesNotHaveDuplicates().contains("before", "between");
            assertThat(ids).containsAll(site.node(paused).acknowledged());
            var between = ids.indexOf("between");
            assertThat(ids.subList(between, ids.size()))
                    .as("nothing of the old leader's after the new one's entry")
                    .noneMatch(id -> id.startsWith("lost-"));
        }
    }

    @Test
    void aPreferredLeaderThatStoodStillForAMomentLeadsAgainAtOnce() throws Exception {
        var preferred = 1;
        var under = List.of("env", "HOMEPORT_LEADERS_PREFERRED=" + preferred);
        try (var site = new ThreeProcesses(TestSite.format(root, 59)).startAll(under)) {
            site.leaderAmong(List.of(preferred));

            // As long as a full garbage collection, and longer than an election waits
            site.node(preferred).standStill(STALL_SECONDS);

            // Then nobody is without a leader for as long as the engine would have it
            await().atMost(WITHOUT_LEADER)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() ->
                            site.node(preferred).ask("append 1 after 10").startsWith("APPENDED"));
            assertThat(site.leader()).isEqualTo(preferred);
        }
    }
}
