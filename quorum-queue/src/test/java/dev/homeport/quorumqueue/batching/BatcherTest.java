package dev.homeport.quorumqueue.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatcherTest {

    private static final BatchLimits LIMITS = new BatchLimits(100, 10, 1_000, 2, 50, 500);

    private record Item(int number, int bytes, boolean joining) implements Batcher.Unit<Item> {

        @Override
        public boolean joins(Item previous) {
            return joining && previous.joining;
        }
    }

    private final Batcher<Item> batcher = new Batcher<>(LIMITS);

    private static Item item(int number, int bytes) {
        return new Item(number, bytes, true);
    }

    @Test
    void aLoneUnitLeavesAtOnce() {
        batcher.offer(item(1, 10), 0);

        assertThat(batcher.next(0)).isEqualTo(new Batcher.Step.Send<>(List.of(item(1, 10))));
        assertThat(batcher.next(0)).isEqualTo(new Batcher.Step.Idle<Item>());
    }

    @Test
    void unitsGatherWhileABatchIsUnderWay() {
        batcher.offer(item(1, 10), 0);
        batcher.next(0);
        batcher.offer(item(2, 10), 100);
        batcher.offer(item(3, 10), 300);

        assertThat(batcher.next(400)).isEqualTo(new Batcher.Step.Wait<Item>(700));
        assertThat(batcher.next(1_100))
                .isEqualTo(new Batcher.Step.Send<>(List.of(item(2, 10), item(3, 10))));
    }

    @Test
    void aFullBatchDoesNotLinger() {
        batcher.offer(item(1, 10), 0);
        batcher.next(0);
        batcher.offer(item(2, 60), 1);
        batcher.offer(item(3, 60), 2);

        assertThat(batcher.next(3)).isEqualTo(new Batcher.Step.Send<>(List.of(item(2, 60))));
    }

    @Test
    void noMoreBatchesThanAllowedAreUnderWay() {
        batcher.offer(item(1, 100), 0);
        batcher.offer(item(2, 100), 0);
        batcher.offer(item(3, 100), 0);
        var first = ((Batcher.Step.Send<Item>) batcher.next(0)).batch();
        batcher.next(0);

        assertThat(batcher.next(9_999)).isEqualTo(new Batcher.Step.Idle<Item>());
        batcher.settled(first);
        assertThat(batcher.next(9_999)).isEqualTo(new Batcher.Step.Send<>(List.of(item(3, 100))));
    }

    @Test
    void unitsThatDoNotJoinStandAlone() {
        var alone = new Item(2, 1, false);
        batcher.offer(item(1, 1), 0);
        batcher.offer(alone, 0);

        assertThat(batcher.next(0)).isEqualTo(new Batcher.Step.Send<>(List.of(item(1, 1))));
        assertThat(batcher.next(5_000)).isEqualTo(new Batcher.Step.Send<>(List.of(alone)));
    }

    @Test
    void aUnitLargerThanEverythingIsTakenByAnEmptyBatcher() {
        assertThat(batcher.offer(item(1, 10_000), 0)).isTrue();
        assertThat(batcher.offer(item(2, 1), 0)).isFalse();
        assertThat(batcher.next(0)).isEqualTo(new Batcher.Step.Send<>(List.of(item(1, 10_000))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyAcceptedUnitLeavesOnceInOrderAndWithinTheLimits(long seed) {
        var random = new Random(seed);
        var accepted = new ArrayList<Integer>();
        var sent = new ArrayList<Integer>();
        var underWay = new ArrayDeque<List<Item>>();
        var now = 0L;
        for (var i = 0; i < 5_000; i++) {
            now += random.nextInt(400);
            switch (random.nextInt(3)) {
                case 0 -> {
                    var unit = new Item(i, 1 + random.nextInt(120), random.nextInt(5) > 0);
                    if (batcher.offer(unit, now)) {
                        accepted.add(i);
                    }
                }
                case 1 -> {
                    if (batcher.next(now) instanceof Batcher.Step.Send<Item>(var batch)) {
                        batch.forEach(unit -> sent.add(unit.number()));
                        underWay.add(batch);
                        assertThat(batch.size()).isBetween(1, LIMITS.batchUnits());
                        assertThat(batch.size() == 1 || bytes(batch) <= LIMITS.batchBytes())
                                .isTrue();
                    }
                }
                default -> {
                    var done = underWay.poll();
                    if (done != null) {
                        batcher.settled(done);
                    }
                }
            }
            assertThat(underWay.size()).isLessThanOrEqualTo(LIMITS.inFlightBatches());
            assertThat(batcher.heldUnits()).isLessThanOrEqualTo(LIMITS.waitingUnits());
            assertThat(batcher.heldBytes()).isLessThanOrEqualTo(LIMITS.waitingBytes());
        }
        batcher.drain().forEach(unit -> sent.add(unit.number()));
        underWay.forEach(batcher::settled);

        assertThat(sent).isEqualTo(accepted).isNotEmpty();
        assertThat(batcher.heldUnits()).isZero();
        assertThat(batcher.heldBytes()).isZero();
    }

    private static int bytes(List<Item> batch) {
        return batch.stream().mapToInt(Item::bytes).sum();
    }
}
