package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.TestSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that was left alone wrote something that nobody else has, and comes back as a follower
 * of others that went on without it.
 */
class UncommittedTailIT {

    @TempDir private Path root;

    @Test
    @Timeout(240)
    void whatOnlyTheOldLeaderHadIsNeverApplied() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 18)).startAll()) {
            var old = site.leader();
            var others = ThreeProcesses.others(old);
            assertThat(site.node(old).ask("append 1 before 10")).startsWith("APPENDED");
            site.awaitEqualEnds();

            // Given an entry that the leader alone has
            for (var other : others) {
                site.node(other).killAndWait();
            }
            assertThat(site.node(old).ask("append 1 phantom 10")).doesNotStartWith("APPENDED");
            site.node(old).killAndWait();
            assertThat(inTheLogOf(old, "phantom")).isTrue();

            // And others that go on without it
            for (var other : others) {
                site.start(other);
            }
            var next = site.leaderAmong(others);
            assertThat(site.node(next).ask("append 1 between 10")).startsWith("APPENDED");

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
