package dev.homeport.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASetOfNumbers(long seed) {
        var random = new Random(seed);
        var left = randomNumbers(random);
        var right = randomNumbers(random);
        var leftShards = ShardSet.matching(left::contains);
        var rightShards = ShardSet.matching(right::contains);

        var union = new TreeSet<>(left);
        union.addAll(right);
        var both = new TreeSet<>(left);
        both.retainAll(right);
        var difference = new TreeSet<>(left);
        difference.removeAll(right);

        assertThat(numbers(leftShards.union(rightShards))).isEqualTo(union);
        assertThat(numbers(leftShards.intersection(rightShards))).isEqualTo(both);
        assertThat(numbers(leftShards.minus(rightShards))).isEqualTo(difference);
        assertThat(leftShards.filter(right::contains))
                .isEqualTo(leftShards.intersection(rightShards));
        assertThat(leftShards.complement().complement()).isEqualTo(leftShards);
        assertThat(leftShards.intersects(rightShards)).isEqualTo(!both.isEmpty());
        assertThat(leftShards.containsAll(rightShards)).isEqualTo(left.containsAll(right));
        assertThat(leftShards.size()).isEqualTo(left.size());
        assertThat(ShardSet.ofBitmap(leftShards.toBitmap())).isEqualTo(leftShards);
    }

    @Test
    void showsItselfAsRanges() {
        assertThat(ShardSet.none()).hasToString("none");
        assertThat(ShardSet.all()).hasToString("0-4095");
        assertThat(ShardSet.range(3, 7).union(ShardSet.of(new ShardId(4_095))))
                .hasToString("3-6,4095");
    }

    @Test
    void isNotChangedThroughItsBitmap() {
        var shards = ShardSet.range(0, 10);
        var bitmap = shards.toBitmap();
        bitmap[0] = 0;
        assertThat(shards.size()).isEqualTo(10);
    }

    @Test
    void refusesARangeOutOfBounds() {
        assertThatThrownBy(() -> ShardSet.range(5, 4_097))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 to 4097");
        assertThatThrownBy(() -> ShardSet.ofBitmap(new long[3]))
                .hasMessageContaining("64 words")
                .hasMessageContaining("3");
    }

    private static Set<Integer> randomNumbers(Random random) {
        var density = random.nextInt(1, 20);
        return random.ints(0, ShardId.COUNT)
                .limit((long) density * 100)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> numbers(ShardSet shards) {
        return shards.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
