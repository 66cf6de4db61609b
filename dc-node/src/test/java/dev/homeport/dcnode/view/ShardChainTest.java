package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.view.ShardChain.Opening;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardChainTest {

    private static final SiteLog HONGKONG = new SiteLog(new SiteId("hongkong"), 1);
    private static final List<SiteLog> HOMES =
            List.of(SHANGHAI, CANADA, HONGKONG, new SiteLog(new SiteId("hongkong"), 2));

    private static Opening opening(
            long epoch, long predecessor, SiteLog home, Map<SiteLog, Long> vector) {
        return new Opening(new Epoch(epoch), new Epoch(predecessor), home, new TreeMap<>(vector));
    }

    private static boolean effective(ShardChain chain, SiteLog stream, long offset, long epoch) {
        return chain.effective(stream, offset, new Epoch(epoch));
    }

    @Test
    void withoutAnOpeningNothingIsHistory() {
        var chain = ShardChain.of(List.of());

        assertThat(effective(chain, SHANGHAI, 1, 1)).isFalse();
        assertThat(chain.has(Epoch.FIRST)).isFalse();
    }

    @Test
    void allOfTheLatestHomeIsHistoryAndNothingOfOthersUnderItsEpoch() {
        var chain = ShardChain.of(List.of(opening(1, 0, SHANGHAI, Map.of())));

        assertThat(effective(chain, SHANGHAI, Long.MAX_VALUE, 1)).isTrue();
        assertThat(effective(chain, CANADA, 1, 1)).isFalse();
        assertThat(effective(chain, SHANGHAI, 1, 2)).isFalse();
    }

    @Test
    void ofAnEarlierHomeAsMuchIsHistoryAsTheNextOneInherits() {
        var chain =
                ShardChain.of(
                        List.of(
                                opening(1, 0, SHANGHAI, Map.of()),
                                opening(2, 1, CANADA, Map.of(SHANGHAI, 17L)),
                                // Names less of the first home than the second did, and need not.
                                opening(5, 2, HONGKONG, Map.of(SHANGHAI, 3L, CANADA, 8L))));

        assertThat(effective(chain, SHANGHAI, 17, 1)).isTrue();
        assertThat(effective(chain, SHANGHAI, 18, 1)).isFalse();
        assertThat(effective(chain, CANADA, 8, 2)).isTrue();
        assertThat(effective(chain, CANADA, 9, 2)).isFalse();
        assertThat(effective(chain, HONGKONG, 1_000, 5)).isTrue();
    }

    @Test
    void whatTheLatestDoesNotContinueIsNoHistory() {
        var chain =
                ShardChain.of(
                        List.of(
                                opening(1, 0, SHANGHAI, Map.of()),
                                opening(2, 1, CANADA, Map.of(SHANGHAI, 17L)),
                                opening(3, 1, HONGKONG, Map.of(SHANGHAI, 12L, CANADA, 99L))));

        assertThat(chain.has(new Epoch(2))).isFalse();
        assertThat(effective(chain, CANADA, 1, 2)).isFalse();
        assertThat(effective(chain, SHANGHAI, 12, 1)).isTrue();
        assertThat(effective(chain, SHANGHAI, 13, 1)).isFalse();
    }

    @Test
    void rowsThatLeadInACircleEndTheChain() {
        var chain = ShardChain.of(List.of(opening(2, 2, SHANGHAI, Map.of())));

        assertThat(effective(chain, SHANGHAI, 1, 2)).isTrue();
        assertThat(chain.has(Epoch.FIRST)).isFalse();
    }

    /**
     * Random histories with branches that nobody continues: what is effective is what a plain walk
     * from the latest opening says, in whatever order the openings are named.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aRandomHistoryIsWalkedBackFromItsLatestOpening(long seed) {
        var random = new Random(seed);
        var openings = new ArrayList<Opening>();
        var epoch = 0L;
        for (var i = 0; i < 12; i++) {
            var predecessor = openings.isEmpty() ? 0 : pick(random, openings).epoch().value();
            epoch += 1 + random.nextInt(3);
            var vector = new TreeMap<SiteLog, Long>();
            HOMES.stream()
                    .filter(_ -> random.nextBoolean())
                    .forEach(home -> vector.put(home, random.nextLong(1, 20)));
            openings.add(opening(epoch, predecessor, pick(random, HOMES), vector));
        }
        var latest = openings.getLast();
        Collections.shuffle(openings, random);
        var chain = ShardChain.of(openings);

        for (var home : HOMES) {
            for (var at = 1L; at <= 20; at++) {
                for (var of = 0L; of <= epoch + 1; of++) {
                    assertThat(effective(chain, home, at, of))
                            .as("%s/%d of epoch %d", home, at, of)
                            .isEqualTo(walk(openings, latest, home, at, of));
                }
            }
        }
    }

    private static boolean walk(
            List<Opening> openings, Opening latest, SiteLog stream, long offset, long epoch) {
        var inherited = true;
        for (var at = latest; ; ) {
            if (at.epoch().value() == epoch) {
                return at.home().equals(stream) && inherited;
            }
            inherited = at.vector().getOrDefault(stream, 0L) >= offset;
            var before = at.predecessor();
            var next = openings.stream().filter(each -> each.epoch().equals(before)).findFirst();
            if (next.isEmpty()) {
                return false;
            }
            at = next.get();
        }
    }

    private static <T> T pick(Random random, List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
