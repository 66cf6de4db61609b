package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that end their process by themselves, and say why. */
class StoppedReplicasIT {

    private static final int SIGTERM_EXIT = 143;

    @TempDir private Path root;

    @Test
    void aNodeThatDoesNotKnowAnEntrysTypeStopsLoudlyBeforeApplyingIt() throws Exception {
        var format = TestSite.format(root, 13);
        try (var site = new ThreeProcesses(format)) {
            // Given two nodes of a newer release and one of an older
            site.start(1, "1,2,3");
            site.start(2, "1,2,3");
            var leader = site.leaderAmong(List.of(1, 2));
            assertThat(site.node(leader).ask("append 1 known 10")).startsWith("APPENDED");
            assertThat(site.node(leader).ask("append 3 new 10")).startsWith("APPENDED");

            // When the older one meets an entry of the newer
            var old = site.start(3, "1,2");

            // Then it stops and says so, whatever it did before stays, and the others go on
            assertThat(old.exitCode()).isEqualTo(StopReason.UNKNOWN_ENTRY.exitCode());
            assertThat(old.logText())
                    .contains("type 3, format version 0, which this release does not know");
            assertThat(site.node(leader).ask("append 1 more 10")).startsWith("APPENDED");

            // And with the newer release it catches up
            site.start(3, "1,2,3");
            site.awaitEqualEnds();
            assertThat(site.node(3).ids()).containsExactly("known", "new", "more");
        }
    }

    @Test
    void sigtermDrainsAndABadConfigurationIsRefused() throws Exception {
        var format = TestSite.format(root, 14, List.of(1));
        try (var site = new ThreeProcesses(format)) {
            var first = site.start(1);
            site.leaderAmong(List.of(1));
            assertThat(first.ask("append 1 a 10")).isEqualTo("APPENDED 1");
            assertThat(first.ask("cursor applier 1")).isEqualTo("MOVED 1");

            // A second process on its folder goes, and leaves the first alone
            try (var second = ReplicaChild.start(format, 1)) {
                assertThat(second.exitCode()).isEqualTo(StopReason.STORE_IN_USE.exitCode());
                assertThat(second.logText()).contains(format.store(1) + " is in use");
            }
            assertThat(first.ask("append 1 b 10")).isEqualTo("APPENDED 2");

            first.signal("TERM");

            assertThat(first.exitCode()).isEqualTo(SIGTERM_EXIT);

            // A clean end leaves a snapshot: what was applied is there again at once
            var again = site.start(1);
            assertThat(again.lastPosition()).isEqualTo(2);
            assertThat(again.ask("cursors")).isEqualTo("CURSORS applier=1");
            again.killAndWait();

            Files.writeString(
                    format.store(1).resolve("identity"),
                    Files.readString(format.store(1).resolve("identity"))
                            .replace("site=shanghai", "site=canada"));
            try (var refused = ReplicaChild.start(format, 1)) {
                assertThat(refused.exitCode()).isEqualTo(StopReason.WRONG_STORE.exitCode());
                assertThat(refused.logText()).contains("checksum does not match");
            }
        }
    }
}
