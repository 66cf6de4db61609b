package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shanghai is taken for lost and goes on all the same, and Hong Kong takes its homes over, with the
 * product's keepers, judges and followers: what is learned, shipped, applied, leased and kept when
 * is drawn, and so is how far the two survivors' mirrors of Shanghai are apart.
 */
class TakeoversTogetherTest {

    private static final int STEPS = 1_500;
    private static final ShardId LOST = new ShardId(7);
    private static final SiteLog STREAM = new SiteLog(SHANGHAI, 1);

    /** One run with everything in it. */
    private static final class Run {

        final Random random;
        final KeptSite shanghai = new KeptSite(STREAM, Tables.first());
        final KeptSite hongkong = new KeptSite(new SiteLog(HONGKONG, 1), Tables.first());
        final KeptSite canada = new KeptSite(new SiteLog(CANADA, 1), Tables.first());
        final List<KeptSite> sites = List.of(shanghai, hongkong, canada);
        private RoutingTable newest = Tables.first();
        private boolean zombie;
        private int written;

        Run(long seed, boolean waitsForSurvivors) {
            random = new Random(seed);
            var all = Set.of(SHANGHAI, HONGKONG, CANADA);
            for (var site : sites) {
                var others = new TreeSet<>(all);
                others.remove(site.own().site());
                site.neighbours(waitsForSurvivors ? others : Set.of(), Set.of());
            }
        }

        private KeptSite any() {
            return sites.get(random.nextInt(sites.size()));
        }

        private KeptSite survivor() {
            return random.nextBoolean() ? hongkong : canada;
        }

        void run() {
            for (var i = 0; i < STEPS; i++) {
                step(any(), any());
            }
            // Nothing of what Shanghai does now is heard of, until it is, in the middle of it all.
            newest = newest.withAssignment(EAST, HONGKONG, Set.of(SHANGHAI));
            for (var i = 0; i < STEPS; i++) {
                zombie |= i > STEPS / 3 && random.nextInt(50) == 0;
                if (i > random.nextInt(STEPS)) {
                    hongkong.lease(EAST);
                }
                step(survivor(), zombie ? any() : survivor());
                shanghai.write(LOST, written++);
            }
            settle();
        }

        private void step(KeptSite at, KeptSite from) {
            switch (random.nextInt(10)) {
                case 0 -> at.learn(newest);
                case 1, 2 -> at.keep();
                case 3 -> at.apply(random.nextInt(1, 20));
                case 4 -> at.write(LOST, written++);
                case 5, 6 -> {
                    if (from != shanghai && at != shanghai) {
                        at.mirror(from, STREAM);
                    }
                }
                default -> {
                    if (at != from) {
                        at.mirror(from);
                    }
                }
            }
        }

        /** All come together, Shanghai too, and what any has goes everywhere. */
        private void settle() {
            hongkong.lease(EAST);
            for (var round = 0; round < 60; round++) {
                for (var site : List.of(canada, hongkong, shanghai)) {
                    site.learn(newest);
                    site.keep();
                    for (var other : sites) {
                        site.mirrorAll(other);
                    }
                    while (site != shanghai && site.mirror(hongkong, STREAM)) {
                        site.keep();
                    }
                    while (site != shanghai && site.mirror(canada, STREAM)) {
                        site.keep();
                    }
                    site.apply(Long.MAX_VALUE / 2);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theNewHomeBeginsWithAllThatASurvivorHasShownAndNothingElseHasEffect(long seed) {
        var run = new Run(seed, true);
        run.run();

        assertThat(run.hongkong.openEpoch(LOST)).isEqualTo(new Epoch(2));
        assertThat(run.shanghai.openEpoch(LOST)).isEqualTo(Epoch.NONE);
        for (var site : List.of(run.hongkong, run.canada)) {
            assertThat(site.notInherited(LOST)).as("%s", site.own()).isEmpty();
            assertThat(site.end(STREAM)).isEqualTo(run.shanghai.end(STREAM));
            assertThat(site.effective(LOST)).isEqualTo(run.hongkong.effective(LOST));
        }
        assertThat(run.hongkong.effective(LOST)).hasSizeGreaterThan(20);
        assertThat(run.hongkong.refusedOpenings()).isZero();
    }

    @Test
    void withoutWaitingForTheOthersSomethingIsLeftBehindThatOneHasShown() {
        assertThat(
                        LongStream.rangeClosed(1, 20)
                                .mapToObj(seed -> new Run(seed, false))
                                .peek(Run::run)
                                .filter(run -> !run.canada.notInherited(LOST).isEmpty()))
                .isNotEmpty();
    }
}
