package dev.homeport.dcnode.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.coordinator.allocation.AccountIds;
import dev.homeport.coordinator.allocation.ReservePolicy;
import dev.homeport.coordinator.allocation.SequencePermutation;
import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.logic.account.AccountIds.Offer;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdSupplyTest {

    /** 300 in reserve, 600 at a time, blocks of 10. */
    private static final ReservePolicy POLICY = new ReservePolicy(10, 30, 10);

    private final Random random = new Random(7);
    private final TestSite site = new TestSite();
    private final FakeVoter voter = new FakeVoter("shanghai/4", new GrantLedger());
    private final AccountIds ids =
            new AccountIds(new SequencePermutation(new byte[SequencePermutation.KEY_BYTES]));
    private Node node = new Node();

    /** One run of a node. */
    private final class Node {
        final GrantedIds issuing =
                new GrantedIds(1, random.nextInt(1 << 30), ids, new SystemClocks());
        final IdSupply supply =
                new IdSupply(
                        issuing,
                        site::numbers,
                        POLICY,
                        new Coordinator(
                                List.of(voter), new SiteId("shanghai"), new SystemClocks(), random),
                        site.controlAppends(),
                        random);

        AccountId issue() {
            return ((Offer.Offered) offer()).account();
        }

        Offer offer() {
            try {
                return issuing.next(ShardSet.all()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void stop() {
        node.supply.close();
    }

    @Test
    void restartedNodeIssuesNoIdTwice() {
        var issued = new HashSet<AccountId>();
        for (var run = 0; run < 12; run++) {
            node.supply.start();
            for (var i = 0; i < 5 + random.nextInt(40); i++) {
                assertThat(issued.add(node.issue())).isTrue();
            }
            node.supply.close();
            node = new Node();
        }
        assertThat(issued.stream().map(ids::sequenceOf).distinct().count())
                .isEqualTo(issued.size());
    }

    @Test
    void idsBelongToTheShardsThatAreAskedFor() throws Exception {
        node.supply.start();
        var among = ShardSet.range(40, 44);

        var offer = node.issuing.next(among).toCompletableFuture().get(10, TimeUnit.SECONDS);

        ShardId shard = ((Offer.Offered) offer).account().shard();
        assertThat(among.contains(shard)).isTrue();
    }

    @Test
    void idsInHandAreIssuedWhileTheCoordinatorIsAwayAndThenNoMore() {
        node.supply.start();
        node.issue();
        voter.reachable(false);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> site.numbers().available() < POLICY.grantSize());

        var issued = new HashSet<AccountId>();
        Offer last;
        for (last = node.offer(); last instanceof Offer.Offered offered; last = node.offer()) {
            assertThat(issued.add(offered.account())).isTrue();
        }

        assertThat(issued.size()).isEqualTo((int) POLICY.grantSize() - 1);
        assertThat(last)
                .isInstanceOfSatisfying(
                        Offer.Unavailable.class,
                        none -> assertThat(none.retryAfter()).isPositive());
        assertThat(node.supply.status().nextGrant()).contains("shanghai:1:2");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> node.supply.status().trouble().isPresent());

        voter.reachable(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> node.offer() instanceof Offer.Offered);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> node.supply.status().trouble().isEmpty());
    }

    @Test
    void blockWhoseReplyIsLostIsFoundInTheLog() {
        site.queue().loseReplies(true);
        node.supply.start();

        var first = node.issue();
        assertThat(node.issue()).isNotEqualTo(first);
        assertThat(site.numbers().available()).isLessThan(POLICY.grantSize());
    }

    @Test
    void withoutALogNoIdIsIssued() {
        site.queue().meet(Optional.of(new Setback.Unknown("no majority")));
        node.supply.start();

        assertThat(node.offer()).isInstanceOf(Offer.Unavailable.class);
        assertThat(site.numbers().received()).isZero();
    }
}
