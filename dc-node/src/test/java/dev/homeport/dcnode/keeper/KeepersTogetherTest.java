package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three sites with the product's keepers, judges and followers, and a table that moves shards about
 * while everybody writes: what is learned, shipped, applied and kept when is drawn.
 */
class KeepersTogetherTest {

    private static final int STEPS = 4_000;
    private static final int MOST_MOVES = 6;

    /** Two that always move together, and one that stays behind when only the others move. */
    private static final List<ShardId> SHARDS =
            List.of(new ShardId(7), new ShardId(1_000), new ShardId(3_000));

    private final List<KeptSite> sites =
            Stream.of(SHANGHAI, HONGKONG, CANADA)
                    .map(site -> new KeptSite(new SiteLog(site, 1), Tables.first()))
                    .toList();
    private RoutingTable newest = Tables.first();
    private int moves;
    private int written;

    private KeptSite any(Random random) {
        return sites.get(random.nextInt(sites.size()));
    }

    private void step(Random random) {
        switch (random.nextInt(40)) {
            case 0 -> move(random);
            case 1, 2, 3, 4, 5 -> any(random).learn(newest);
            case 6, 7, 8, 9, 10, 11, 12 -> any(random).keep();
            case 13, 14, 15, 16 -> any(random).apply(random.nextInt(1, 20));
            case 17, 18, 19, 20, 21 ->
                    any(random).write(SHARDS.get(random.nextInt(SHARDS.size())), written++);
            default -> {
                var to = any(random);
                var from = any(random);
                if (to != from) {
                    to.mirror(from);
                }
            }
        }
    }

    /** Also of what is on its way still, which an abort does. */
    private void move(Random random) {
        if (moves < MOST_MOVES && random.nextInt(6) == 0) {
            moves++;
            var shards = random.nextBoolean() ? Tables.EAST : ShardSet.all();
            newest = newest.withAssignment(shards, any(random).own().site(), Set.of());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyShardIsOpenOnceAndItsEntriesTakeEffectInTheSameOrderEverywhere(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < STEPS; i++) {
            step(random);
            assertThat(SHARDS).allSatisfy(this::isOpenAtMostOnce);
        }
        settle();

        assertThat(moves).isEqualTo(MOST_MOVES);
        assertThat(sites.stream().mapToLong(KeptSite::openings).sum()).isGreaterThan(3);
        for (var shard : SHARDS) {
            for (var site : sites) {
                var home = newest.homeOf(shard).equals(site.own().site());
                assertThat(site.openEpoch(shard))
                        .isEqualTo(home ? newest.epochOf(shard) : Epoch.NONE);
                assertThat(site.notInherited(shard)).isEmpty();
                assertThat(site.effective(shard)).isEqualTo(sites.getFirst().effective(shard));
            }
            var order = sites.getFirst().effective(shard);
            assertThat(order).hasSizeGreaterThan(20);
            assertThat(new HashSet<>(order)).hasSameSizeAs(order);
        }
    }

    private void isOpenAtMostOnce(ShardId shard) {
        assertThat(sites.stream().filter(site -> !site.openEpoch(shard).equals(Epoch.NONE)))
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Nothing is written any more, and all that was goes everywhere. */
    private void settle() {
        for (var round = 0; round < 10 * MOST_MOVES; round++) {
            for (var site : sites) {
                site.learn(newest);
                site.keep();
                for (var other : sites) {
                    site.mirrorAll(other);
                }
                site.apply(Long.MAX_VALUE / 2);
            }
        }
    }
}
