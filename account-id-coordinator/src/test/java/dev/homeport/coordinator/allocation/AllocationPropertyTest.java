package dev.homeport.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.coordinator.grant.GrantReply;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationPropertyTest {

    private final AccountIds ids =
            new AccountIds(new SequencePermutation(new byte[SequencePermutation.KEY_BYTES]));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noAccountIdIsIssuedTwiceUnderCrashesRepeatsAndLateAnswers(int seed) {
        var random = new Random(seed);
        var ledger = new GrantLedger();
        var sites = List.of(new Site("shanghai", random), new Site("canada", random));
        var issued = new HashSet<AccountId>();
        for (var step = 0; step < 4_000; step++) {
            sites.get(random.nextInt(2)).step(ledger, ids, issued);
        }
        assertThat(issued.size()).isGreaterThan(300);
        assertThat(issued.stream().map(ids::sequenceOf).distinct().count())
                .isEqualTo(issued.size());
    }

    @Test
    void accountsAreSpreadEvenlyOverTheShardsHomedHere() {
        var homed = ShardSet.matching(shard -> shard % 3 == 0);
        var perShard = new TreeMap<ShardId, Integer>();
        for (var sequence = 5_000L; sequence < 5_000 + 10L * homed.size(); sequence++) {
            perShard.merge(ids.id(sequence, homed).orElseThrow().shard(), 1, Integer::sum);
        }

        assertThat(perShard)
                .hasSize(homed.size())
                .allSatisfy((_, n) -> assertThat(n).isEqualTo(10));
        assertThat(perShard.keySet()).allMatch(homed::contains);
    }

    @Test
    void numberThatWouldMakeTheIdZeroIsLeftOut() {
        var permutation = new SequencePermutation(new byte[SequencePermutation.KEY_BYTES]);

        assertThat(ids.id(permutation.invert(0), ShardSet.of(new ShardId(0)))).isEmpty();
        assertThat(ids.id(permutation.invert(0), ShardSet.of(new ShardId(9)))).isEmpty();
        assertThat(ids.id(permutation.invert(1), ShardSet.of(new ShardId(0)))).isPresent();
    }

    @Test
    void idsStayExactAsJsonNumbers() {
        var permutation = new SequencePermutation(new byte[SequencePermutation.KEY_BYTES]);
        var last = permutation.invert((1L << 40) - 1);

        var id = ids.id(last, ShardSet.of(new ShardId(4_095))).orElseThrow().value();

        assertThat(id).isEqualTo((1L << 52) - 1);
        assertThat((long) (double) id).isEqualTo(id);
    }

    /** A site with two nodes whose messages are lost, repeated and late. */
    private static final class Site {

        private static final ReservePolicy POLICY = new ReservePolicy(1, 30, 7);

        private final Random random;
        private final SiteId id;
        private final SiteAllocation allocation;
        private final List<NodeSequences> nodes = new ArrayList<>();
        private final List<NodeSequences> zombies = new ArrayList<>();
        private final List<AllocationReply.Given> answers = new ArrayList<>();
        private final List<GrantReply.Granted> grants = new ArrayList<>();

        Site(String name, Random random) {
            this.random = random;
            id = new SiteId(name);
            allocation = new SiteAllocation(new SiteLog(id, 1), List.of());
            nodes.add(new NodeSequences(1, 7));
            nodes.add(new NodeSequences(2, 7));
        }

        void step(GrantLedger ledger, AccountIds ids, Set<AccountId> issued) {
            var index = random.nextInt(2);
            var node = nodes.get(index);
            switch (random.nextInt(6)) {
                case 0 -> askForAGrant(ledger);
                case 1 -> node.wanted().ifPresent(this::answer);
                case 2 -> deliver(node);
                case 3 -> {
                    if (random.nextInt(20) == 0) {
                        zombies.add(node);
                        nodes.set(index, new NodeSequences(index + 1, random.nextInt(1 << 30)));
                    }
                }
                case 4 -> issue(node, ids, issued);
                default -> {
                    // A node that is taken for dead goes on with what it has.
                    if (!zombies.isEmpty()) {
                        var zombie = zombies.get(random.nextInt(zombies.size()));
                        zombie.wanted().ifPresent(this::answer);
                        deliver(zombie);
                        issue(zombie, ids, issued);
                    }
                }
            }
        }

        private void askForAGrant(GrantLedger ledger) {
            allocation
                    .snapshot()
                    .demand(POLICY)
                    .ifPresent(demand -> {
                        var decision =
                                ledger.decide(
                                        new GrantRequest(
                                                id, demand.requestId(), demand.count(), 0));
                        decision.records().forEach(ledger::replay);
                        grants.add((GrantReply.Granted) decision.reply());
                        var grant = grants.get(random.nextInt(grants.size()));
                        if (random.nextBoolean() && grants.getLast().equals(grant)) {
                            allocation
                                    .receive(demand.requestId(), grant.range())
                                    .records()
                                    .forEach(allocation::replay);
                        }
                    });
        }

        private void answer(NodeAsk ask) {
            var decision = allocation.give(ask, POLICY.blockSize());
            decision.records().forEach(allocation::replay);
            if (decision.reply() instanceof AllocationReply.Given given) {
                answers.add(given);
            }
        }

        private void deliver(NodeSequences node) {
            if (!answers.isEmpty()) {
                var recent = Math.max(0, answers.size() - 10);
                node.accept(answers.get(random.nextInt(recent, answers.size())));
            }
        }

        private static void issue(NodeSequences node, AccountIds ids, Set<AccountId> issued) {
            node.take()
                    .ifPresent(sequence ->
                            ids.id(sequence, ShardSet.all())
                                    .ifPresent(account ->
                                            assertThat(issued.add(account))
                                                    .as("%s is new", account)
                                                    .isTrue()));
        }
    }
}
