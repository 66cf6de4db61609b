package dev.homeport.dcnode.logic.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for an opening, and until when. */
class AwaitedOpeningsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ShardId FIRST = new ShardId(1);
    private static final ShardId SECOND = new ShardId(2);

    private ShardSet open = ShardSet.none();

    private final Homes homes =
            new Homes() {
                @Override
                public Home homeOf(ShardId shard) {
                    return open.contains(shard)
                            ? new Home.Here(Epoch.FIRST)
                            : new Home.NotOpen("not opened yet");
                }

                @Override
                public ShardSet openHere() {
                    return open;
                }
            };

    private static boolean goesOn(CompletionStage<Void> waiting) {
        return waiting.toCompletableFuture().isDone();
    }

    @Test
    void whoseHomeIsOpenDoesNotWait() {
        open = ShardSet.of(FIRST);

        assertThat(goesOn(new AwaitedOpenings(homes).opened(FIRST))).isTrue();
    }

    @Test
    void whoComesBeforeTheOpeningGoesOnWithIt() {
        var openings = new AwaitedOpenings(homes, 10, LONG);
        var first = openings.opened(FIRST);
        var second = openings.opened(SECOND);
        openings.homesChanged();
        assertThat(goesOn(first)).isFalse();

        open = ShardSet.of(FIRST);
        openings.homesChanged();

        assertThat(goesOn(first)).isTrue();
        assertThat(goesOn(second)).isFalse();
        assertThat(openings.size()).isEqualTo(1);
    }

    @Test
    void thoseWhoWaitedGoOnInTheOrderInWhichTheyCame() {
        var openings = new AwaitedOpenings(homes, 100, LONG);
        var order = new ArrayList<Integer>();
        for (var i = 0; i < 20; i++) {
            var number = i;
            var _ = openings.opened(FIRST).thenRun(() -> order.add(number));
        }

        open = ShardSet.of(FIRST);
        openings.homesChanged();

        assertThat(order).hasSize(20).isSorted();
    }

    @Test
    void whereTooManyWaitNobodyElseDoes() {
        var openings = new AwaitedOpenings(homes, 2, LONG);
        var waiting = List.of(openings.opened(FIRST), openings.opened(FIRST));

        assertThat(goesOn(openings.opened(FIRST))).isTrue();
        assertThat(waiting).noneMatch(AwaitedOpeningsTest::goesOn);
        assertThat(openings.size()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsLongerThanTheBound() throws Exception {
        var openings = new AwaitedOpenings(homes, 2, Duration.ofMillis(20));

        openings.opened(FIRST).toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(openings.size()).isZero();
    }

    @Test
    void anOpeningBetweenTheTwoLooksIsNotMissed() {
        var looks = new ArrayList<Home>();
        looks.add(new Home.NotOpen("not opened yet"));
        looks.add(new Home.Here(Epoch.FIRST));
        var openings =
                new AwaitedOpenings(
                        new Homes() {
                            @Override
                            public Home homeOf(ShardId shard) {
                                return looks.removeFirst();
                            }

                            @Override
                            public ShardSet openHere() {
                                return ShardSet.none();
                            }
                        },
                        2,
                        LONG);

        assertThat(goesOn(openings.opened(FIRST))).isTrue();
    }
}
