package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.TestSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that was left alone wrote something that nobody else has, and comes back as a follower
 * of others that went on without it.
 */
class UncommittedTailIT {

    @TempDir private Path root;

    private static final String HELD_POOL =
            "JAVA_TOOL_OPTIONS=-Djava.util.concurrent.ForkJoinPool.common.parallelism=1 -D"
                    + ReplicaMain.HELD_POOL
                    + "=true";

    @Test
    @Timeout(240)
    void whatOnlyTheOldLeaderHadIsNeverApplied() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 18)).startAll()) {
            var old = leaveAlone(site);
            var next = goOnWithout(old, site);

            // When it is back
            var back = site.start(old);

            // Then it has what the others have, and goes on
            site.awaitEqualEnds();
            assertThat(back.ids())
                    .isEqualTo(site.node(next).ids())
                    .containsExactly("before", "between");
            assertThat(back.isAlive()).isTrue();
        }
    }

    @Test
    @Timeout(240)
    void whatOnlyTheOldLeaderHadIsNeverAppliedWhereAppendsAreSlowerThanHeartbeats()
            throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 19)).startAll()) {
            var old = leaveAlone(site);
            goOnWithout(old, site);

            // When it is back, and the engine's appends would be scheduled and never done, while
            // heartbeats that tell of what is committed go on
            var back = site.start(old, "1,2", List.of("env", HELD_POOL));

            // Then it takes its own back before it believes what is committed
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("applied what was never committed", () -> hasApplied(back, "phantom"))
                    .until(() -> back.ids().equals(List.of("before", "between")));
            assertThat(back.isAlive()).isTrue();
        }
    }

    /** A leader that has an entry which nobody else has, and ended. */
    private int leaveAlone(ThreeProcesses site) throws Exception {
        var old = site.leader();
        assertThat(site.node(old).ask("append 1 before 10")).startsWith("APPENDED");
        site.awaitEqualEnds();
        for (var other : ThreeProcesses.others(old)) {
            site.node(other).killAndWait();
        }
        assertThat(site.node(old).ask("append 1 phantom 10")).doesNotStartWith("APPENDED");
        site.node(old).killAndWait();
        assertThat(inTheLogOf(old, "phantom")).isTrue();
        return old;
    }

    private static int goOnWithout(int old, ThreeProcesses site) throws Exception {
        var others = ThreeProcesses.others(old);
        for (var other : others) {
            site.start(other);
        }
        var next = site.leaderAmong(others);
        assertThat(site.node(next).ask("append 1 between 10")).startsWith("APPENDED");
        return next;
    }

    private static boolean hasApplied(ReplicaChild replica, String id) {
        return replica.ids().contains(id);
    }

    private boolean inTheLogOf(int node, String id) throws IOException {
        try (var files = Files.walk(root.resolve("node-" + node))) {
            for (var file :
                    files.filter(each -> each.getFileName().toString().startsWith("log_"))
                            .toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(id)) {
                    return true;
                }
            }
            return false;
        }
    }
}
