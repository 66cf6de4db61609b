package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.frame.HashChain;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the replicas that do not lead tell those who wait for them. */
class FollowersIT {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final SiteLog CANADA = new SiteLog(new SiteId("canada"), 1);

    @Test
    void whoeverWaitsAtAFollowerHearsOfMirroredEntriesAtOnce(@TempDir Path root) throws Exception {
        try (var group = new RatisGroup(TestSite.format(root, 9)).startAll()) {
            var leader = group.leader();
            var follower =
                    group.node(
                            group.site().identities().keySet().stream()
                                    .filter(node -> group.node(node) != leader)
                                    .findFirst()
                                    .orElseThrow());
            var before = follower.lastPosition();
            var heard =
                    follower.awaitBeyond(before, DEADLINE.multipliedBy(3)).toCompletableFuture();

            var mirrored =
                    leader.mirror(batch(group), DEADLINE)
                            .toCompletableFuture()
                            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);

            assertThat(mirrored).isInstanceOf(MirrorResult.Mirrored.class);
            assertThat(heard.get(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isGreaterThan(before);
        }
    }

    private static MirrorBatch batch(RatisGroup group) {
        var chain = new HashChain();
        var draft = new Draft(IdJudge.FACT, 0, new EntryId("c1"), Payload.ofText("from canada"));
        var start = chain.start(group.site().fleet(), CANADA);
        return new MirrorBatch(CANADA, 1, start, List.of(draft), chain.next(start, 1, draft));
    }
}
