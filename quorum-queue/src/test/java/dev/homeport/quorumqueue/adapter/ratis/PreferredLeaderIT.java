package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is to lead does so whenever it can, and others do while it cannot. */
class PreferredLeaderIT {

    private static final int PREFERRED = 1;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void thePreferredNodeTakesTheLeadBackAsSoonAsItCan(@TempDir Path root) throws Exception {
        try (var group = new RatisGroup(TestSite.format(root, 14))) {
            start(group, 2);
            start(group, 3);
            assertThat(group.leader().leadership().leading()).as("without node 1").isTrue();

            start(group, PREFERRED);
            awaitLeader(group, PREFERRED);

            group.stop(PREFERRED);
            assertThat(group.leader().leadership().leading()).as("after its end").isTrue();

            start(group, PREFERRED);
            awaitLeader(group, PREFERRED);
        }
    }

    @Test
    void whoIsNoPeerCannotBePreferred(@TempDir Path root) throws Exception {
        var site = TestSite.format(root, 15);

        assertThatThrownBy(() -> site.settings(2, Set.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("preferredLeaders: [4]");
    }

    private static void start(RatisGroup group, int node) throws StartException {
        group.start(group.site().settings(node, Set.of(PREFERRED)), new IdJudge());
    }

    private static void awaitLeader(RatisGroup group, int node) {
        await().atMost(DEADLINE).until(() -> group.node(node).leadership().leading());
    }
}
